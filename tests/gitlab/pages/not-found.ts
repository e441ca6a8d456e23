import type { PageRequest } from '../server/context.ts';
import { html } from './html.ts';
import { LOGO } from './icons.ts';
import type { Page } from './page.ts';

export function notFoundPage(request: PageRequest): Page {
  const { root } = request.context;
  return {
    status: 404,
    title: 'Not Found',
    dataPage: 'application:route_not_found',
    breadcrumbs: [],
    sidebar: [],
    bare: true,
    content: html`<div class="login-layout"><main class="error-card" id="content-body">${LOGO}
<p class="error-code">404: Page not found</p>
<p>Make sure the address is correct and the page has not moved. Please contact your GitLab administrator if you think this is a mistake.</p>
<p class="error-nav"><a class="gl-button btn btn-md btn-confirm" href="${root}/">Go to homepage</a>${
      request.user
        ? null
        : html` <a class="gl-button btn btn-md btn-default" href="${root}/users/sign_in">Sign in</a>`
    }</p></main></div>`,
  };
}
