import type { ProbedGitLab } from '../../utils/gitlab/page/probe.ts';

/**
 * Version of the GitLab at this address as its page in the tab tells; null: it does not. Only a GitLab before 16
 * names who is signed in and not its version.
 */
export function seenVersion(seen: ProbedGitLab | null, baseUrl: string): string | null {
  if (seen?.baseUrl !== baseUrl) return null;
  return seen.version ?? (seen.signedInAs ? '15' : null);
}

/** Pages of the user's own GitLab where tokens are made. Source: doc/user/profile/personal_access_tokens, prefill. */
export function newTokenUrl(baseUrl: string, scope: 'api' | 'read_api', version: string | null): string {
  const query = new URLSearchParams({
    name: 'MR Gate',
    description: 'For the MR Gate browser extension',
    scopes: scope,
  });
  return `${tokensUrl(baseUrl, version)}?${query}`;
}

/** The page moved during 16, and its old address leads there since. */
export function tokensUrl(baseUrl: string, version: string | null): string {
  const moved = version === null || Number.parseInt(version, 10) >= 17;
  return `${baseUrl}/-/${moved ? 'user_settings' : 'profile'}/personal_access_tokens`;
}

export function groupTokensUrl(baseUrl: string, groupPath: string): string {
  return `${baseUrl}/groups/${groupPath}/-/settings/access_tokens`;
}

/** Service accounts belong to the top-level group. */
export function serviceAccountsUrl(baseUrl: string, groupPath: string): string {
  return `${baseUrl}/groups/${groupPath.split('/')[0]}/-/settings/service_accounts`;
}

export const DOCS = {
  personal: 'https://docs.gitlab.com/user/profile/personal_access_tokens/',
  group: 'https://docs.gitlab.com/user/group/settings/group_access_tokens/',
  serviceAccount: 'https://docs.gitlab.com/user/profile/service_accounts/',
} as const;
