import type { PageRequest } from '../server/context.ts';
import { cut, html, markup } from './html.ts';
import type { Page } from './page.ts';
import { timeAgo } from './parts.ts';

const SCOPES: readonly [string, string][] = [
  [
    'api',
    'Grants complete read/write access to the API, including all groups and projects, the container registry, the dependency proxy, and the package registry.',
  ],
  [
    'read_api',
    'Grants read access to the API, including all groups and projects, the container registry, and the package registry.',
  ],
  ['read_user', 'Grants read-only access to your profile through the /user API endpoint.'],
  [
    'read_repository',
    'Grants read-only access to repositories on private projects using Git-over-HTTP or the Repository Files API.',
  ],
  [
    'write_repository',
    'Grants read-write access to repositories on private projects using Git-over-HTTP (not using the API).',
  ],
];

/** `/-/user_settings/personal_access_tokens`; name and scopes come filled in from `?name=…&scopes=api,read_user`. */
export function accessTokensPage(request: PageRequest): Page {
  const { root, world } = request.context;
  const wanted = new Set((request.query.get('scopes') ?? '').split(','));
  const tokens = world.tokens.filter(
    (token) => token.userId === request.user?.id && token.kind === 'personal' && !token.revoked,
  );
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return {
    title: 'Personal access tokens · User settings',
    dataPage: 'user_settings:personal_access_tokens:index',
    dataPageTypeId: '',
    breadcrumbs: [
      { text: 'User settings', href: '/-/user_settings/personal_access_tokens' },
      { text: 'Personal access tokens', href: '/-/user_settings/personal_access_tokens' },
    ],
    sidebar: [
      { title: 'Access tokens', icon: 'lock', href: '/-/user_settings/personal_access_tokens', active: true },
    ],
    content: html`<h1 class="page-title">Personal access tokens</h1>
<p class="subtle">You can generate a personal access token for each application you use that needs access to the GitLab API.</p>
<div id="js-new-access-token-app"></div>
<form class="settings-card js-new-access-token-form" id="js-new-access-token-form" action="${root}/-/user_settings/personal_access_tokens" method="post" data-testid="access-token-form">
<input type="hidden" name="authenticity_token" value="${request.csrfToken}">
<h2>Add a personal access token</h2>
<div class="form-group"><label for="personal_access_token_name">Token name</label><input class="gl-form-input" type="text" id="personal_access_token_name" name="personal_access_token[name]" value="${cut(request.query.get('name') ?? '', 200)}" required data-testid="access-token-name-field"></div>
<div class="form-group"><label for="personal_access_token_description">Token description</label><textarea class="gl-form-input" id="personal_access_token_description" name="personal_access_token[description]" rows="2">${cut(request.query.get('description') ?? '', 500)}</textarea></div>
<div class="form-group"><label for="personal_access_token_expires_at">Expiration date</label><input class="gl-form-input" type="date" id="personal_access_token_expires_at" name="personal_access_token[expires_at]" value="${inAMonth}" data-testid="expiry-date-field"></div>
<fieldset class="form-group"><legend>Select scopes</legend><p class="subtle">Scopes set the permission levels granted to the token.</p>${SCOPES.map(
      ([scope, text]) =>
        html`<label class="gl-form-checkbox scope" for="personal_access_token_scopes_${scope}"><input type="checkbox" id="personal_access_token_scopes_${scope}" name="personal_access_token[scopes][]" value="${scope}"${wanted.has(scope) ? markup(' checked') : null} data-testid="${scope}-checkbox"> <span>${scope}<small>${text}</small></span></label>`,
    )}</fieldset>
<p class="js-form-error gl-alert gl-alert-danger" role="alert" hidden></p>
<button type="submit" class="gl-button btn btn-md btn-confirm" data-testid="create-token-button">Create token</button>
</form>
<h2 class="section-title">Active personal access tokens <span class="gl-badge badge-pill badge-neutral">${tokens.length}</span></h2>
<table class="gl-table" data-testid="active-tokens"><thead><tr><th>Token name</th><th>Scopes</th><th>Created</th><th>Expires</th></tr></thead><tbody>${tokens.map(
      (token) =>
        html`<tr><td><bdi>${cut(token.name, 200)}</bdi></td><td>${token.scopes.join(', ')}</td><td>${timeAgo(token.createdAt)}</td><td>${token.expiresAt ?? 'Never'}</td></tr>`,
    )}</tbody></table>`,
  };
}
