import type { FieldChange } from '../../utils/apply/plan-types.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { safeText } from '../ui/safe-text.ts';

/** What differs from what gating set, field by field. */
export function Drift({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <table class="mrg-drift">
      <thead>
        <tr>
          <th scope="col">{t('panel.drift.field')}</th>
          <th scope="col">{t('panel.drift.before')}</th>
          <th scope="col">{t('panel.drift.now')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={say(field)}>
            <th scope="row">{safeText(say(field))}</th>
            <td>{safeText(say(before))}</td>
            <td class="mrg-drift__now">{safeText(say(after))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
