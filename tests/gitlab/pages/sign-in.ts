import type { PageRequest } from '../server/context.ts';
import { html } from './html.ts';
import { LOGO } from './icons.ts';
import type { Page } from './page.ts';

export function signInPage(request: PageRequest): Page {
  const { root, world } = request.context;
  return {
    title: 'Sign in',
    dataPage: 'sessions:new',
    dataPageTypeId: '',
    breadcrumbs: [],
    sidebar: [],
    bare: true,
    content: html`<div class="login-layout"><main class="login-card" id="content-body">
<div class="flash-container flash-container-page" data-testid="flash-container">${
      request.flash !== null &&
      html`<div class="gl-alert gl-alert-danger" role="alert">${request.flash}</div>`
    }</div>
<div class="login-brand">${LOGO}<h1>GitLab ${world.version.endsWith('-ee') ? 'Enterprise' : 'Community'} Edition</h1></div>
<form class="new_user" id="new_user" action="${root}/users/sign_in" accept-charset="UTF-8" method="post" data-testid="sign-in-form">
<input type="hidden" name="authenticity_token" value="${request.csrfToken}">
<div class="form-group"><label for="user_login">Username or primary email</label>
<input class="gl-form-input" autocomplete="username" autocapitalize="off" autofocus required type="text" name="user[login]" id="user_login" data-testid="username-field"></div>
<div class="form-group"><label for="user_password">Password</label>
<input class="gl-form-input" autocomplete="current-password" required type="password" name="user[password]" id="user_password" data-testid="password-field"></div>
<label class="gl-form-checkbox"><input type="checkbox" name="user[remember_me]" value="1"> Remember me</label>
<button type="submit" class="gl-button btn btn-block btn-md btn-confirm js-sign-in-button" data-testid="sign-in-button">Sign in</button>
</form>
</main><p class="login-foot">Embedded GitLab ${world.version}, for tests and demos</p></div>`,
  };
}
