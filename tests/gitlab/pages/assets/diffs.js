/** The Changes tab: what GitLab does there with Vue and with a stream, as little of it as the tests need. */
(() => {
  /** Fewer files than this are rendered at once; with more, elements are used again for others while one scrolls. */
  const RECYCLED_FROM = 30;
  const HEADER = 42;
  const LINE = 20;
  const GAP = 16;
  const AHEAD = 600;

  // Rapid Diffs ------------------------------------------------------------------------------------------

  /** Each file is followed by this element, which tells that it is whole. */
  class DiffFileMounted extends HTMLElement {
    connectedCallback() {
      this.parentElement.dataset.mounted = 'true';
    }
  }
  customElements.define('diff-file-mounted', DiffFileMounted);
  customElements.define('diff-file', class extends HTMLElement {});

  /** Characters that GitLab writes at once: what came first, then no less than this (`MIN_CHUNK_SIZE`). */
  const FIRST_CHUNK = 3000;
  const CHUNK = 128 * 1024;

  /**
   * As GitLab's `HtmlStream`: a document that nobody sees parses what comes from the server into an element of this one. So
   * files come node by node, and a piece ends anywhere: in the middle of a row.
   */
  async function stream(list, html) {
    const parser = document.implementation.createHTMLDocument('stream');
    parser.open();
    parser.write('<streaming-element>');
    const streamed = document.adoptNode(parser.querySelector('streaming-element'));
    list.append(streamed);
    for (let at = 0, size = FIRST_CHUNK; at < html.length; at += size, size = CHUNK) {
      parser.write(html.slice(at, at + size));
      await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 80));
      if (!streamed.isConnected) return parser.close();
    }
    parser.write('</streaming-element>');
    parser.close();
  }

  // Vue's patching -----------------------------------------------------------------------------------------

  /** What an element was last rendered from, which is all that a framework knows of it. */
  const rendered = new WeakMap();

  /** Changes an element into another of the same name; attributes and children that it did not render stay. */
  function patch(element, next) {
    const before = rendered.get(element) ?? element.cloneNode(true);
    rendered.set(element, next);
    for (const { name } of before.attributes) if (!next.hasAttribute(name)) element.removeAttribute(name);
    for (const { name, value } of next.attributes)
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    const own = [...element.childNodes].slice(0, before.childNodes.length);
    [...next.childNodes].forEach((child, index) => {
      const present = own[index];
      if (present?.nodeType === 1 && present.nodeName === child.nodeName) patch(present, child);
      else if (present?.nodeType === 3 && child.nodeType === 3) present.data = child.data;
      else {
        const added = child.cloneNode(true);
        if (present) present.replaceWith(added);
        else element.append(added);
      }
    });
    for (const extra of own.slice(next.childNodes.length)) extra.remove();
  }

  // vue-virtual-scroller -----------------------------------------------------------------------------------

  function recycle(holder, files) {
    const items = files.map((file) => ({
      file,
      height: HEADER + GAP + LINE * file.querySelectorAll('.diff-grid-row').length,
    }));
    let total = 0;
    for (const item of items) {
      item.top = total;
      total += item.height;
    }
    const wrapper = document.createElement('div');
    wrapper.className = 'vue-recycle-scroller__item-wrapper';
    wrapper.style.minHeight = `${total}px`;
    const scroller = document.createElement('div');
    scroller.className = 'vue-recycle-scroller ready page-mode';
    scroller.append(wrapper);
    holder.replaceChildren(scroller);

    const views = [];
    const render = () => {
      if (!wrapper.isConnected) return window.removeEventListener('scroll', render, true);
      const { top } = wrapper.getBoundingClientRect();
      const wanted = items.filter(
        (item) => item.top + item.height + top > -AHEAD && item.top + top < window.innerHeight + AHEAD,
      );
      const free = views.filter((view) => !wanted.includes(view.item));
      for (const item of wanted) {
        let view = views.find((shown) => shown.item === item) ?? free.pop();
        if (view && view.item !== item) patch(view.element.firstElementChild, item.file);
        if (!view) {
          view = { element: document.createElement('div') };
          view.element.className = 'vue-recycle-scroller__item-view';
          const file = item.file.cloneNode(true);
          file.classList.add('is-virtual-scrolling');
          view.element.append(file);
          rendered.set(file, item.file);
          wrapper.append(view.element);
          views.push(view);
        }
        view.item = item;
        view.element.style.transform = `translateY(${item.top}px)`;
      }
      for (const { element } of free) element.style.transform = 'translateY(-9999px)';
    };
    window.addEventListener('scroll', render, true);
    window.addEventListener('hashchange', () => {
      const item = items.find(({ file }) => file.id === location.hash.slice(1));
      if (!item || !wrapper.isConnected) return;
      const mark = document.createElement('div');
      mark.style.cssText = `position: absolute; top: ${item.top}px; scroll-margin-top: 110px`;
      wrapper.append(mark);
      mark.scrollIntoView();
      mark.remove();
      render();
    });
    render();
  }

  // Both -----------------------------------------------------------------------------------------------------

  window.showDiffs = (content, html) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const list = parsed.querySelector('[data-diffs-list]');
    const files = [...parsed.querySelectorAll('.diff-file')];
    const streamed = list?.innerHTML;
    if (list) list.replaceChildren();
    content.replaceChildren(...parsed.body.childNodes);
    const holder = content.querySelector('.diff-files-holder');
    if (list) stream(content.querySelector('[data-diffs-list]'), streamed);
    else if (holder && files.length >= RECYCLED_FROM) recycle(holder, files);
  };

  /** What a new page came without: all of the changes, or those after the first files. */
  async function complete(app) {
    const pane = app.closest('[data-pane-url]');
    const list = app.querySelector('[data-diffs-list]');
    if (pane.hidden || (app.childElementCount > 0 && !list?.dataset.shown)) return;
    const answer = await fetch(pane.dataset.paneUrl, { credentials: 'same-origin' });
    if (!answer.ok) return;
    const html = await answer.text();
    if (!list) return window.showDiffs(app, html);
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const files = [...parsed.querySelector('[data-diffs-list]').children].slice(Number(list.dataset.shown));
    stream(
      list.querySelector('[data-stream-remaining-diffs]'),
      files.map((file) => file.outerHTML).join('\n'),
    );
  }

  const app = document.getElementById('js-diffs-app');
  if (app) complete(app);

  document.addEventListener('click', async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const caret = target?.closest('.diff-toggle-caret');
    if (caret) toggle(caret);
    const rapid = target?.closest('[data-click="toggleFile"]');
    if (rapid) {
      const details = rapid.closest('diff-file').querySelector('.rd-diff-file-details');
      details.open = !details.open;
    }
    const unfold = target?.closest('.js-unfold-all, [data-click="expandLines"]');
    if (unfold) await expand(unfold);
    const view = target?.closest('.js-diff-view');
    if (!view) return;
    const pane = view.closest('[data-pane-url]');
    const url = new URL(pane.dataset.paneUrl, location.href);
    url.searchParams.set('view', view.dataset.view);
    pane.dataset.paneUrl = url.pathname + url.search;
    const answer = await fetch(url, { credentials: 'same-origin' });
    if (answer.ok) window.showDiffs(pane.querySelector('#js-diffs-app'), await answer.text());
  });

  /** The row of the hunk gives way to the lines before it. */
  async function expand(button) {
    const rapid = button.closest('diff-file');
    const path = rapid
      ? JSON.parse(rapid.dataset.fileData).new_path
      : button.closest('.diff-file').dataset.path;
    const url = new URL(button.closest('[data-pane-url]').dataset.paneUrl, location.href);
    const { since, to, offset } = button.dataset;
    for (const [name, value] of Object.entries({ fragment: 'lines', path, since, to, offset }))
      url.searchParams.set(name, value);
    const answer = await fetch(url, { credentials: 'same-origin' });
    if (!answer.ok) return;
    const template = document.createElement('template');
    template.innerHTML = await answer.text();
    button.closest('.line_holder, tr').replaceWith(template.content);
  }

  /** Vue takes a collapsed file's rows out, and renders new ones when it is opened again. */
  const hidden = new WeakMap();
  function toggle(caret) {
    const file = caret.closest('.diff-file');
    const content = file.querySelector('.diff-content');
    const expanded = content !== null;
    caret.setAttribute('aria-expanded', String(!expanded));
    if (expanded) {
      hidden.set(file, content.cloneNode(true));
      content.remove();
      for (const mark of hidden.get(file).querySelectorAll('*'))
        for (const { name } of [...mark.attributes])
          if (name.startsWith('data-mr-gate')) mark.removeAttribute(name);
    } else file.append(hidden.get(file));
  }
})();
