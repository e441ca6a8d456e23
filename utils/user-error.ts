import type { Text } from './texts/types.ts';

/**
 * What a person is told when something went wrong: what happened, and what to do next. Made by us:
 * never a raw response, never a header, never a token.
 */
export interface UserError {
  /** Machine word for tests and filters: `token_expired`, `rate_limited`, `policy_broken` … */
  kind: string;
  what: Text;
  next: Text;
  /** A page of the user's own GitLab that helps. */
  link?: { href: string; text: Text };
}
