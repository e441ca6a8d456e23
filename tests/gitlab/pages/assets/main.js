/** The pages' own script: what GitLab does with Vue, as little of it as a demo and the tests need. */

const csrfToken = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** Same-origin request with what GitLab's own pages send. */
function send(url, options = {}) {
  return fetch(url, {
    ...options,
    credentials: 'same-origin',
    headers: { 'X-CSRF-Token': csrfToken, 'X-Requested-With': 'XMLHttpRequest', ...options.headers },
  });
}

function sendJson(url, method, body) {
  return send(url, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

// Images -----------------------------------------------------------------------------------------------

/** As GitLab's `LazyLoader`, which is on every page: it is told of every node that comes, and looks for images then. */
window.addEventListener('load', () => {
  const search = () =>
    requestIdleCallback(
      () => {
        for (const image of document.querySelectorAll('.lazy')) image.classList.remove('lazy');
      },
      { timeout: 500 },
    );
  const content = document.querySelector('#content-body') ?? document.body;
  new MutationObserver(search).observe(content, { childList: true, subtree: true });
});

// Times ------------------------------------------------------------------------------------------------

const UNITS = [
  ['year', 31536000],
  ['month', 2592000],
  ['week', 604800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];

function timeAgo(iso) {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  if (seconds < 45) return 'just now';
  for (const [unit, size] of UNITS) {
    const count = Math.round(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return '1 minute ago';
}

setInterval(() => {
  for (const time of document.querySelectorAll('time.js-timeago')) {
    const text = timeAgo(time.dateTime);
    if (time.textContent !== text) time.textContent = text;
  }
}, 20000);

// Everywhere -------------------------------------------------------------------------------------------

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const clipboard = target?.closest('.js-clipboard');
  if (clipboard) navigator.clipboard?.writeText(clipboard.dataset.clipboardText);
  if (target?.closest('.js-super-sidebar-toggle')) document.documentElement.classList.toggle('sidebar-open');
  for (const open of document.querySelectorAll('.user-menu[open], .gl-new-dropdown[open]'))
    if (!open.contains(target)) open.open = false;
});

// Group: rows that open, a filter, tabs that change the address -------------------------------------------

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element && event.target.closest('.js-toggle-children');
  if (!button) return;
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
  button.closest('li').querySelector('.children').hidden = !open;
});

document.querySelector('.js-list-filter')?.addEventListener('input', (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('.groups-list > li'))
    row.hidden = wanted.length >= 3 && !row.textContent.toLowerCase().includes(wanted);
});

function showGroupTab(id) {
  for (const tab of document.querySelectorAll('.js-group-tab')) {
    const active = tab.dataset.tab === id;
    tab.classList.toggle('gl-tab-nav-item-active', active);
    tab.classList.toggle('active', active);
    tab.setAttribute('aria-selected', String(active));
  }
  for (const pane of document.querySelectorAll('.js-group-pane')) pane.hidden = pane.dataset.pane !== id;
}

document.addEventListener('click', (event) => {
  const tab = event.target instanceof Element && event.target.closest('.js-group-tab');
  if (!tab || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  history.pushState({ groupTab: tab.dataset.tab }, '', tab.href);
  showGroupTab(tab.dataset.tab);
});

// Merge request list: rows that a script renders, some of them later ------------------------------------------

for (const root of document.querySelectorAll('.js-merge-request-list-root')) {
  const rows = [...root.querySelector('template').content.children];
  const list = root.querySelector('.issues-list');
  list.append(...rows.splice(0, 2));
  setTimeout(() => list.append(...rows), 400);
}

// Merge request ----------------------------------------------------------------------------------------

const mergeRequest = document.querySelector('.merge-request[data-live-url]');

/** Vue replaces the mount point by its own root when the widget mounts; so does this. */
function widgetRoot() {
  const mounted = document.querySelector('.mr-state-widget');
  if (mounted) return mounted;
  const root = document.createElement('div');
  if (!document.querySelector('.page-with-contextual-sidebar')) root.id = 'widget-state';
  root.className = 'mr-state-widget';
  document.getElementById('js-vue-mr-widget')?.replaceWith(root);
  return root;
}

const shown = new Map();

/** Puts a part in place, only where it changed: what a person has opened in the rest stays open. */
function show(name, html) {
  const stable = html.replace(/(<time[^>]*>)[^<]*/g, '$1');
  if (shown.get(name) === stable) return;
  shown.set(name, stable);
  if (name.startsWith('count-')) {
    const tab = { 'count-diffs': 'diffs', 'count-notes': 'notes' }[name] ?? name.slice('count-'.length);
    const badge = document.querySelector(`[data-testid="${tab}-count"]`);
    if (badge) badge.textContent = html;
    return;
  }
  const place = name === 'widget' ? widgetRoot() : document.querySelector(`[data-live="${name}"]`);
  if (place) place.innerHTML = html;
}

let looking = null;
async function look() {
  looking ??= (async () => {
    try {
      const answer = await send(mergeRequest.dataset.liveUrl);
      if (!answer.ok) return;
      const parts = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of parts.querySelectorAll('[data-part]')) show(part.dataset.part, part.innerHTML);
    } catch {
      // The next look may find the server again.
    } finally {
      looking = null;
    }
  })();
  await looking;
}

async function keepLooking() {
  for (;;) {
    if (!document.hidden) await look();
    const waits = document.querySelector('[data-state="checking"]') ? 250 : 2500;
    await new Promise((resolve) => setTimeout(resolve, waits));
  }
}

async function merge(button) {
  button.disabled = true;
  button.textContent = 'Merging…';
  const answer = await sendJson(mergeRequest.dataset.mergeUrl, 'POST', {
    sha: button.dataset.sha,
    should_remove_source_branch: document.querySelector('.js-remove-source-branch')?.checked === true,
  });
  shown.delete('widget');
  await look();
  const { status } = await answer.json().catch(() => ({}));
  if (status === 'sha_mismatch') flash('Merge blocked: new changes were just added.');
  else if (!answer.ok || status === 'failed') flash('Something went wrong. Please try again.');
}

function flash(text) {
  const alert = document.createElement('div');
  alert.className = 'gl-alert gl-alert-danger';
  alert.setAttribute('role', 'alert');
  alert.textContent = text;
  document.querySelector('.flash-container')?.replaceChildren(alert);
}

async function showTab(action) {
  for (const link of document.querySelectorAll('.merge-request-tabs a')) {
    const active = link.dataset.action === action;
    link.classList.toggle('gl-tab-nav-item-active', active);
    link.parentElement.classList.toggle('active', active);
  }
  mergeRequest.dataset.mrAction = action;
  for (const pane of document.querySelectorAll('#diff-notes-app > .tab-pane')) {
    const active = (pane.dataset.pane ?? pane.id) === action;
    pane.hidden = !active;
    pane.classList.toggle('active', active);
    if (!active || !pane.dataset.paneUrl) continue;
    const content = pane.querySelector('#js-diffs-app') ?? pane;
    if (content.childElementCount === 0) {
      const answer = await send(pane.dataset.paneUrl);
      if (answer.ok) window.showDiffs(content, await answer.text());
    }
  }
}

if (mergeRequest) {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest('.js-merge-button');
    if (button) merge(button);
    const tab = target?.closest('.merge-request-tabs a[data-action]');
    if (!tab || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    history.pushState({ action: tab.dataset.action }, '', tab.href);
    showTab(tab.dataset.action);
  });
  keepLooking();
}

window.addEventListener('popstate', () => {
  const last = location.pathname.split('/').at(-1);
  if (mergeRequest) showTab(['commits', 'pipelines', 'diffs'].includes(last) ? last : 'show');
  else if (document.querySelector('.js-group-tab'))
    showGroupTab(['shared', 'inactive'].includes(last) ? last : 'all');
});

document.querySelector('.js-comment-form')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const field = event.target.elements.body;
  const answer = await sendJson(event.target.dataset.url, 'POST', { body: field.value });
  if (!answer.ok)
    return flash('Your comment could not be submitted. Please check your network connection and try again.');
  field.value = '';
  await look();
});

// Shortcuts --------------------------------------------------------------------------------------------

/**
 * GitLab's single-letter shortcuts, bound to the document with Mousetrap. Of a key that is typed within a shadow root
 * its older releases see the host alone, which is no field.
 */
const SHORTCUTS = {
  '/': '[data-testid="super-sidebar-search-button"]',
  s: '[data-testid="super-sidebar-search-button"]',
  r: '.js-comment-form [name="body"]',
};

document.addEventListener('keypress', (event) => {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return;
  const place = document.querySelector(SHORTCUTS[event.key] ?? 'none');
  if (!place) return;
  event.preventDefault();
  place.focus();
});

// Access tokens ----------------------------------------------------------------------------------------

const tokenForm = document.querySelector('.js-new-access-token-form');
tokenForm?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const problem = tokenForm.querySelector('.js-form-error');
  problem.hidden = true;
  const answer = await send(tokenForm.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(tokenForm)),
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok || !json.new_token) {
    problem.textContent = (json.errors ?? ['The token could not be created.']).join(' ');
    problem.hidden = false;
    return;
  }
  const box = document.getElementById('js-new-access-token-app');
  box.className = 'gl-alert gl-alert-success token-box';
  const label = document.createElement('label');
  label.textContent = 'Your token';
  const field = document.createElement('input');
  field.className = 'gl-form-input';
  field.readOnly = true;
  field.id = 'new-access-token';
  field.value = json.new_token;
  field.dataset.testid = 'new-access-token';
  const note = document.createElement('p');
  note.textContent = "Make sure you save it - you won't be able to access it again.";
  label.append(field);
  box.replaceChildren(label, note);
  tokenForm.reset();
  box.scrollIntoView({ block: 'center' });
});
