import type { UserError } from '../user-error.ts';

interface OtherKind {
  begins: RegExp;
  /** "a deploy token" */
  name: string;
  why: string;
}

/**
 * Tokens that GitLab (or another host) issues for something else. Source: GitLab's list of token prefixes,
 * doc/security/tokens. An access token is never refused for how it begins or how long it is: the prefix is a setting
 * of the instance.
 */
const OTHER_KINDS: readonly OtherKind[] = [
  {
    begins: /^gldt-/,
    name: 'a deploy token',
    why: 'Deploy tokens read repositories and packages, not the API.',
  },
  {
    begins: /^(?:glrt-|glrtr-|GR1348941)/,
    name: 'a runner token',
    why: 'It registers runners and can do nothing else.',
  },
  {
    begins: /^glcbt-/,
    name: 'a CI/CD job token',
    why: 'It ends with its job and reaches only a few endpoints.',
  },
  {
    begins: /^glptt-/,
    name: 'a pipeline trigger token',
    why: 'It starts pipelines and can do nothing else.',
  },
  { begins: /^glft-/, name: 'a feed token', why: 'It opens RSS and calendar feeds only.' },
  { begins: /^glimt-/, name: 'an incoming mail token', why: 'It takes e-mails only.' },
  {
    begins: /^gloas-/,
    name: 'an OAuth application secret',
    why: 'It identifies an application, not a user.',
  },
  { begins: /^glagent-/, name: 'a Kubernetes agent token', why: 'It connects a cluster only.' },
  { begins: /^glsoat-/, name: 'a SCIM token', why: 'It provisions users only.' },
  { begins: /^glffct-/, name: 'a feature flags client token', why: 'It reads feature flags only.' },
  { begins: /^glwt-/, name: 'a workspace token', why: 'It belongs to a remote workspace.' },
  { begins: /^(?:gh[pousr]_|github_pat_)/, name: 'a GitHub token', why: 'GitLab does not know it.' },
  { begins: /^(?:ATBB|ATCTT|ATATT)/, name: 'an Atlassian token', why: 'GitLab does not know it.' },
];

/** Told from its shape alone that this can be no access token of GitLab; null: ask GitLab. */
export function wrongKind(token: string): UserError | null {
  const other = OTHER_KINDS.find(({ begins }) => begins.test(token));
  if (other) {
    return {
      kind: 'token_wrong_kind',
      what: `This is ${other.name}, not an access token. ${other.why}`,
      next: 'Create a personal, group or service account access token and paste that one.',
    };
  }
  // What cannot stand in an HTTP header was cut or copied together with something else.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      kind: 'token_malformed',
      what: 'This is not a token: it has spaces, line breaks or characters that tokens never have.',
      next: 'Copy the token alone, with GitLab’s copy button, and paste it again.',
    };
  }
  return null;
}
