import { SafeLink } from '../ui/safe-link.tsx';
import { DOCS } from './links.ts';

/** Which kinds of token there are, and what they take. Source: GitLab's documentation of each. */
const KINDS = [
  {
    name: 'Service account',
    href: DOCS.serviceAccount,
    needs: 'Any tier in the newest versions, before that Premium',
    acts: 'as itself. Recommended for a team: it does not leave with a person',
  },
  { name: 'Personal', href: DOCS.personal, needs: 'Any tier', acts: 'as you, with your role' },
  {
    name: 'Group',
    href: DOCS.group,
    needs: 'gitlab.com: Premium. Self-managed: any tier',
    acts: 'as a bot of one group',
  },
] as const;

export function TokenKinds() {
  return (
    <details class="mrg-popup__details">
      <summary>Which kind of token?</summary>
      <table class="mrg-popup__table">
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col">Needs</th>
            <th scope="col">Acts</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map(({ name, href, needs, acts }) => (
            <tr key={name}>
              <th scope="row">
                <SafeLink href={href}>{name}</SafeLink>
              </th>
              <td>{needs}</td>
              <td>{acts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
