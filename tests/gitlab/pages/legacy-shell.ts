import { cut, type Html, html } from './html.ts';
import { icon, LOGO } from './icons.ts';
import type { Page, Shell } from './page.ts';

/**
 * The shell of GitLab 15, modelled on captured pages of 15.7: a bar at the top, a side bar of links that no script
 * renders, breadcrumbs in the content.
 */
export function legacyShell(shell: Shell, page: Page, userBar: Html | null, content: Html): Html {
  const { root } = shell;
  const links = page.sidebar.flatMap((item) => ('items' in item ? item.items : [item]));
  return html`<header class="navbar navbar-gitlab navbar-expand-sm js-navbar" data-qa-selector="navbar"><a class="brand" href="${root}/" aria-label="Homepage">${LOGO}</a>
<button type="button" class="search-button">${icon('search')}<span>Search GitLab</span></button>
<div class="user-bar">${userBar ?? html`<a class="gl-button btn btn-md btn-default" href="${root}/users/sign_in?redirect_to_referer=yes">Sign in</a>`}</div></header>
<div class="layout-page hide-when-top-nav-responsive-open page-with-contextual-sidebar">
<aside class="nav-sidebar" aria-label="${page.project ? 'Project' : 'Group'} navigation"><div class="nav-sidebar-inner-scroll"><ul class="sidebar-top-level-items">
${links.map(({ title, href, active }) => html`<li class="${active ? 'active' : ''}"><a class="gl-link" href="${root}${href}"><span class="nav-item-name">${title}</span></a></li>`)}
</ul></div></aside>
<div class="content-wrapper content-wrapper-margin">
<div class="alert-wrapper gl-force-block-formatting-context">
<nav aria-label="Breadcrumbs" class="breadcrumbs container-fluid container-limited limit-container-width"><div class="breadcrumbs-container"><ul class="list-unstyled breadcrumbs-list js-breadcrumbs-list">
${page.breadcrumbs.map(({ text, href }) => html`<li><a href="${root}${href}">${cut(text, 100)}</a></li>`)}
</ul></div></nav>
</div>
${content}
</div>
</div>`;
}
