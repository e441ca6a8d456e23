import { cut, type Html, html, markup, scriptJson } from './html.ts';
import { type IconName, icon, LOGO } from './icons.ts';
import { legacyShell } from './legacy-shell.ts';
import type { Page, Shell } from './page.ts';
import { avatar } from './parts.ts';

export interface Breadcrumb {
  text: string;
  href: string;
}

export interface SidebarLink {
  title: string;
  /** Below the root. */
  href: string;
  active?: boolean;
  count?: number;
}

/** A section of the side bar that opens, or a link of its own. */
export type SidebarItem = { title: string; icon: IconName } & (
  | { items: SidebarLink[] }
  | { href: string; active?: boolean }
);

/** The document around a page: head, top bar, side bar, breadcrumbs; GitLab's ids, classes and test ids. */
export function renderDocument(shell: Shell, page: Page): Html {
  const { root, nonce, theme, language, layout, user } = shell;
  const panels = layout === 'panels';
  const legacy = layout === 'legacy';
  const htmlClass = [
    theme === 'dark' ? 'gl-dark' : theme === 'system' ? 'gl-system' : 'gl-light',
    'ui-neutral',
    !page.bare && !legacy && 'with-top-bar',
    ...(panels && !page.bare
      ? ['with-header', 'application-chrome', 'page-with-panels', 'with-gl-container-queries']
      : []),
    !user && 'user-logged-out',
    page.bare && 'html-devise-layout',
  ].filter(Boolean);
  const title = cut(page.title, 300);
  return html`${panels ? '\n\n\n\n' : ''}<!DOCTYPE html>
<html class="${htmlClass.join(' ')}" lang="${language}">
<head prefix="og: http://ogp.me/ns#">
<meta charset="utf-8">
<meta content="IE=edge" http-equiv="X-UA-Compatible">
<meta content="width=device-width, initial-scale=1" name="viewport">
<title>${title} · GitLab</title>
${gonScript(shell)}
${theme === 'system' ? systemThemeScript(nonce) : null}
<meta content="${theme === 'dark' ? 'dark' : theme === 'system' ? 'light dark' : 'light'}" name="color-scheme">
<link rel="stylesheet" href="${root}/assets/${legacy ? 'application-legacy' : 'application'}.css">
<script src="${root}/assets/diffs.js" defer="defer" nonce="${nonce}"></script>
<script src="${root}/assets/main.js" defer="defer" nonce="${nonce}"></script>
<meta content="object" property="og:type">
<meta content="GitLab" property="og:site_name">
<meta content="${title} · GitLab" property="og:title">
<meta name="csrf-param" content="authenticity_token">
<meta name="csrf-token" content="${shell.request.csrfToken}">
<meta name="csp-nonce" content="${nonce}">
${legacy ? null : html`<meta name="action-cable-url" content="${root}/-/cable">`}
<link href="${root}/-/manifest.json" rel="manifest">
<link rel="icon" type="image/svg+xml" href="${root}/assets/favicon.svg" id="favicon">
<link href="${root}/search/opensearch.xml" rel="search" title="Search GitLab" type="application/opensearchdescription+xml">
</head>
<body class="tab-width-8 gl-browser-chrome gl-platform-linux${page.bare ? ' login-page' : ''}"${bodyData(shell, page)}>
<div id="js-tooltips-container"></div>
${page.bare ? page.content : shellAround(shell, page)}
</body>
</html>
`;
}

/** What GitLab's `gon_helper.rb` hands the page's scripts; a signed-out page with panels gets next to nothing. */
function gonScript({ request, user, root, nonce, theme, layout }: Shell): Html {
  const { world, baseUrl } = request.context;
  const full = user !== null || layout !== 'panels';
  const known = layout !== 'legacy';
  const gon: Record<string, unknown> = full
    ? {
        api_version: 'v4',
        default_avatar_url: `${baseUrl}/assets/no_avatar.png`,
        max_file_size: 100,
        asset_host: null,
        relative_url_root: root,
        user_color_mode: `gl-${theme}`,
        user_color_scheme: theme === 'dark' ? 'dark' : 'white',
        math_rendering_limits_enabled: true,
        gitlab_url: baseUrl,
        revision: '0123456789a',
        gitlab_logo: `${root}/assets/favicon.svg`,
        secure: baseUrl.startsWith('https:'),
        test_env: false,
        disable_animations: false,
        first_day_of_week: 1,
        time_display_relative: true,
        ee: world.version.endsWith('-ee'),
        jh: false,
        dot_com: false,
        ...(known && { pat_prefix: 'glpat-' }),
        ...(user && {
          ...(known && { version: world.version }),
          current_user_id: user.id,
          current_username: user.username,
          current_user_fullname: user.name,
          current_user_avatar_url: null,
        }),
        features: { paneledView: layout === 'panels', projectStudioEnabled: layout === 'panels' },
      }
    : {
        math_rendering_limits_enabled: true,
        features: { inlineBlame: false },
        licensed_features: { fileLocks: true },
      };
  return html`<script nonce="${nonce}">
//<![CDATA[
window.gon={};${Object.entries(gon).map(([name, value]) => html`gon.${name}=${scriptJson(value)};`)}
//]]>
</script>`;
}

function systemThemeScript(nonce: string): Html {
  return html`<script nonce="${nonce}">
//<![CDATA[
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('gl-dark', dark.matches);
dark.addEventListener('change', follow);
follow();
//]]>
</script>`;
}

function bodyData({ layout }: Shell, { dataPage, dataPageTypeId, group, project }: Page): Html {
  // As captured on 15.7: a project's page tells its own path segment and id, a group's its segment alone.
  const legacy = layout === 'legacy';
  const values: [string, string | number | undefined][] = [
    ['group', legacy && project ? undefined : group?.path],
    ['group-full-path', legacy ? undefined : group?.fullPath],
    ['namespace-id', project?.namespaceId ?? (legacy ? undefined : group?.id)],
    ['page', dataPage],
    ['page-type-id', dataPageTypeId ?? group?.path],
    ['project', project?.path],
    ['project-full-path', legacy ? undefined : project?.fullPath],
    ['project-id', project?.id],
    ['project-studio-available', layout === 'classic' ? 'false' : undefined],
    ['project-studio-enabled', layout === 'classic' ? 'false' : undefined],
  ];
  return html`${values.map(([name, value]) => value !== undefined && html` data-${name}="${value}"`)}`;
}

function shellAround(shell: Shell, page: Page): Html {
  if (shell.layout === 'panels') return panelsShell(shell, page);
  if (shell.layout === 'classic') return classicShell(shell, page);
  return legacyShell(shell, page, userBar(shell), contentBody(shell, page));
}

function panelsShell(shell: Shell, page: Page): Html {
  return html`<header class="super-topbar js-super-topbar">${topBar(shell)}</header>
<div class="layout-page js-page-layout page-with-super-sidebar">
${sidebar(shell, page)}
<div class="panels-container gl-flex gl-gap-3">
<div class="content-panels js-content-panels">
<div class="js-static-panel static-panel content-wrapper paneled-view" id="static-panel-portal">
<div class="panel-header">
<div class="broadcast-wrapper"></div>
${breadcrumbBar(shell, page)}
</div>
<div class="panel-content">
<div class="panel-content-inner js-static-panel-inner">
<div class="alert-wrapper container-fluid container-limited"></div>
${contentBody(shell, page)}
</div>
</div>
</div>
<div class="js-dynamic-panel paneled-view contextual-panel" id="contextual-panel-portal"></div>
</div>
</div>
</div>`;
}

function classicShell(shell: Shell, page: Page): Html {
  return html`<div class="layout-page page-with-super-sidebar">
${sidebar(shell, page)}
<div class="content-wrapper">
<div class="broadcast-wrapper"></div>
${breadcrumbBar(shell, page)}
<div class="alert-wrapper"></div>
${contentBody(shell, page)}
</div>
</div>`;
}

function contentBody({ request }: Shell, page: Page): Html {
  return html`<div class="container-fluid ${page.wide ? '' : 'container-limited'}">
<main class="content" id="content-body" itemscope itemtype="http://schema.org/Organization">
<div id="js-drawer-container"></div>
<div class="flash-container flash-container-page sticky" data-testid="flash-container">${
    request.flash !== null && html`<div class="gl-alert gl-alert-danger" role="alert">${request.flash}</div>`
  }</div>
${page.content}
</main>
</div>`;
}

function breadcrumbBar({ root }: Shell, { breadcrumbs }: Page): Html {
  const json = breadcrumbs.map(({ text, href }) => ({ text: cut(text, 100), href, avatarPath: null }));
  return html`<div class="top-bar-fixed container-fluid" data-testid="top-bar">
<div class="top-bar-container gl-flex gl-items-center gl-gap-2">
<button type="button" class="gl-button btn btn-icon btn-default-tertiary btn-sm js-super-sidebar-toggle" aria-label="Primary navigation sidebar" aria-controls="super-sidebar">${icon('sidebar')}</button>
<div class="breadcrumb-links" data-testid="breadcrumb-links" id="js-vue-page-breadcrumbs-wrapper">
<nav class="gl-breadcrumbs" aria-label="Breadcrumb" id="js-vue-page-breadcrumbs" data-breadcrumbs-json="${JSON.stringify(json)}"><ol class="gl-breadcrumb-list">
${breadcrumbs.map(
  ({ text, href }) =>
    html`<li class="gl-breadcrumb-item"><a href="${root}${href}"><bdi>${cut(text, 100)}</bdi></a></li>`,
)}</ol></nav>
<div id="js-injected-page-breadcrumbs"></div>
</div>
<div id="js-page-breadcrumbs-extra"></div>
</div>
</div>`;
}

function topBar(shell: Shell): Html {
  const { root, user } = shell;
  return html`<a class="brand" href="${root}/" aria-label="Homepage">${LOGO}</a>
<button type="button" class="search-button" data-testid="super-sidebar-search-button">${icon('search')}<span>Search or go to…</span><kbd>/</kbd></button>
<div class="user-bar" data-testid="super-sidebar-user-bar">${userBar(shell)}</div>
${user ? null : html`<a class="gl-button btn btn-md btn-default" href="${root}/users/sign_in?redirect_to_referer=yes">Sign in</a>`}`;
}

function userBar({ user, root, request }: Shell): Html | null {
  if (!user) return null;
  return html`<button type="button" class="gl-button btn btn-icon btn-default-tertiary" aria-label="Create new…">${icon('plus')}</button>
<a class="gl-button btn btn-icon btn-default-tertiary" href="${root}/dashboard/groups" aria-label="Groups">${icon('group')}</a>
<details class="user-menu" data-testid="user-dropdown"><summary aria-label="${user.name} user’s menu">${avatar(user.name, user.id, 's24', true)}</summary>
<div class="gl-new-dropdown-panel"><div class="user-menu-head"><strong><bdi>${user.name}</bdi></strong><span>@${user.username}</span></div>
<a class="menu-item" href="${root}/-/user_settings/personal_access_tokens">Access tokens</a>
<a class="menu-item" href="?theme=light">Light mode</a>
<a class="menu-item" href="?theme=dark">Dark mode</a>
<a class="menu-item" href="?theme=system">System colors</a>
<form action="${root}/users/sign_out" method="post"><input type="hidden" name="authenticity_token" value="${request.csrfToken}"><button type="submit" class="menu-item" data-testid="sign-out-link">Sign out</button></form>
</div></details>`;
}

function sidebar(shell: Shell, page: Page): Html {
  const { root, user, layout } = shell;
  const context = page.project ?? page.group;
  const data = {
    is_logged_in: user !== null,
    ...(user && { name: user.name, username: user.username, avatar_url: null }),
    current_menu_items: page.sidebar.map((item) => {
      const links =
        'items' in item ? item.items : [{ title: item.title, href: item.href, active: item.active === true }];
      return {
        id: `${item.title.toLowerCase()}_menu`,
        title: item.title,
        icon: item.icon,
        link: root + (links[0]?.href ?? '/'),
        is_active: links.some((link) => link.active === true),
        items:
          'items' in item
            ? links.map((link) => ({
                title: link.title,
                link: root + link.href,
                is_active: link.active === true,
              }))
            : [],
      };
    }),
    current_context: page.project
      ? { namespace: 'projects', item: { id: page.project.id } }
      : page.group
        ? { namespace: 'groups', item: { id: page.group.id } }
        : {},
    panel_type: page.project ? 'project' : page.group ? 'group' : 'your_work',
  };
  return html`<aside class="js-super-sidebar super-sidebar" data-is-saas="false" data-root-path="${root}/" data-sidebar="${JSON.stringify(data)}">
<div class="super-sidebar-wrapper"><nav id="super-sidebar" class="super-sidebar-nav" data-testid="super-sidebar" aria-label="Primary">
${layout === 'classic' ? html`<div class="classic-user-bar"><a class="brand" href="${root}/" aria-label="Homepage">${LOGO}</a>${userBar(shell)}</div><button type="button" class="search-button" data-testid="super-sidebar-search-button">${icon('search')}<span>Search or go to…</span></button>` : null}
<div class="contextual-nav">
<div id="super-sidebar-context-header" class="super-sidebar-context-header">${page.project ? 'Project' : page.group ? 'Group' : 'Your work'}</div>
<div data-testid="nav-container"><ul class="nav-list">
${
  context
    ? html`<li><a class="super-sidebar-nav-item context-item" data-testid="nav-item-link" href="${root}/${context.fullPath}">${avatar(context.name, context.id, 's24')}<span class="nav-item-text"><bdi>${cut(context.name, 80)}</bdi></span></a></li>`
    : null
}
${page.sidebar.map((item) => sidebarItem(root, item))}
</ul></div></div>
<div class="sidebar-foot"><span class="version">GitLab ${shell.request.context.world.version}</span></div>
</nav></div>
</aside>`;
}

function sidebarItem(root: string, item: SidebarItem): Html {
  if (!('items' in item)) return html`<li>${navLink(root, item, icon(item.icon))}</li>`;
  const active = item.items.some((link) => link.active === true);
  return html`<li><details class="nav-section"${active ? markup(' open') : null}><summary class="super-sidebar-nav-item">${icon(item.icon)}<span class="nav-item-text">${item.title}</span>${icon('chevron-right', 'nav-chevron')}</summary><ul>
${item.items.map((link) => html`<li>${navLink(root, link, null)}</li>`)}</ul></details></li>`;
}

function navLink(
  root: string,
  link: { title: string; href: string; active?: boolean; count?: number },
  image: Html | null,
): Html {
  return html`<a class="super-sidebar-nav-item${link.active ? ' super-sidebar-nav-item-current' : ''}" data-testid="nav-item-link" href="${root}${link.href}"${link.active ? markup(' aria-current="page"') : null}>${image}<span class="nav-item-text">${link.title}</span>${link.count ? html`<span class="gl-badge badge-pill badge-neutral">${link.count}</span>` : null}</a>`;
}
