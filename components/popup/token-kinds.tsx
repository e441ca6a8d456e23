import { t } from '../../utils/texts/page-texts.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { DOCS } from './links.ts';

/** Which kinds of token there are, and what they take. Source: GitLab's documentation of each. */
const KINDS = [
  { kind: 'service_account', href: DOCS.serviceAccount },
  { kind: 'personal', href: DOCS.personal },
  { kind: 'group', href: DOCS.group },
] as const;

export function TokenKinds() {
  return (
    <details class="mrg-popup__details">
      <summary>{t('popup.kinds.title')}</summary>
      <table class="mrg-popup__table">
        <thead>
          <tr>
            <th scope="col">{t('popup.token.label')}</th>
            <th scope="col">{t('popup.kinds.needs')}</th>
            <th scope="col">{t('popup.kinds.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map(({ kind, href }) => (
            <tr key={kind}>
              <th scope="row">
                <SafeLink href={href}>{t(`popup.kinds.${kind}`)}</SafeLink>
              </th>
              <td>{t(`popup.kinds.${kind}_needs`)}</td>
              <td>{t(`popup.kinds.${kind}_acts`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
