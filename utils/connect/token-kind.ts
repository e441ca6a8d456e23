import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { UserError } from '../user-error.ts';

/**
 * Tokens that GitLab (or another host) issues for something else. Source: GitLab's list of token prefixes,
 * doc/security/tokens. An access token is never refused for how it begins or how long it is: the prefix is a setting
 * of the instance.
 */
const OTHER_KINDS: readonly (readonly [begins: RegExp, what: Text])[] = [
  [/^gldt-/, text('connect.kind.deploy')],
  [/^(?:glrt-|glrtr-|GR1348941)/, text('connect.kind.runner')],
  [/^glcbt-/, text('connect.kind.job')],
  [/^glptt-/, text('connect.kind.trigger')],
  [/^glft-/, text('connect.kind.feed')],
  [/^glimt-/, text('connect.kind.mail')],
  [/^gloas-/, text('connect.kind.oauth')],
  [/^glagent-/, text('connect.kind.agent')],
  [/^glsoat-/, text('connect.kind.scim')],
  [/^glffct-/, text('connect.kind.feature_flags')],
  [/^glwt-/, text('connect.kind.workspace')],
  [/^(?:gh[pousr]_|github_pat_)/, text('connect.kind.github')],
  [/^(?:ATBB|ATCTT|ATATT)/, text('connect.kind.atlassian')],
];

/** Told from its shape alone that this can be no access token of GitLab; null: ask GitLab. */
export function wrongKind(token: string): UserError | null {
  const other = OTHER_KINDS.find(([begins]) => begins.test(token));
  if (other) {
    return {
      kind: 'token_wrong_kind',
      what: other[1],
      next: text('connect.wrong_kind.next'),
    };
  }
  // What cannot stand in an HTTP header was cut or copied together with something else.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      kind: 'token_malformed',
      what: text('connect.malformed.what'),
      next: text('connect.malformed.next'),
    };
  }
  return null;
}
