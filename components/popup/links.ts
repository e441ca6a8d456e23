/** Pages of the user's own GitLab where tokens are made. Source: doc/user/profile/personal_access_tokens, prefill. */
export function newTokenUrl(baseUrl: string, scope: 'api' | 'read_api'): string {
  const query = new URLSearchParams({
    name: 'MR Gate',
    description: 'For the MR Gate browser extension',
    scopes: scope,
  });
  return `${baseUrl}/-/user_settings/personal_access_tokens?${query}`;
}

export function tokensUrl(baseUrl: string): string {
  return `${baseUrl}/-/user_settings/personal_access_tokens`;
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
