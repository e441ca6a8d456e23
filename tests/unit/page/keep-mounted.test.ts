import { describe, expect, it } from 'vitest';
import {
  type Anchor,
  findGroupButtons,
  findMergeWidget,
  GROUP_BUTTONS,
  MERGE_WIDGET,
} from '../../../utils/gitlab/page/anchors.ts';
import { keepMounted } from '../../../utils/gitlab/page/keep-mounted.ts';
import { type LoadedPage, loadFixture, loadHtml } from './load-page.ts';

const GROUP_URL = 'https://gitlab.example/acme';
const MR_URL = 'https://gitlab.example/acme/shop/checkout/-/merge_requests/3';

const MOUNTS = [
  { fixture: 'group-15.7', url: GROUP_URL, find: findGroupButtons, variant: 'group-buttons' },
  { fixture: 'group-16', url: GROUP_URL, find: findGroupButtons, variant: 'home-panel-buttons' },
  { fixture: 'group-17', url: GROUP_URL, find: findGroupButtons, variant: 'group-buttons' },
  { fixture: 'group-18', url: GROUP_URL, find: findGroupButtons, variant: 'group-buttons' },
  { fixture: 'group-panels', url: GROUP_URL, find: findGroupButtons, variant: 'group-buttons' },
  { fixture: 'mr-15.7', url: MR_URL, find: findMergeWidget, variant: 'mr-state-widget' },
  { fixture: 'mr-16', url: MR_URL, find: findMergeWidget, variant: 'widget-mount-point' },
  { fixture: 'mr-17', url: MR_URL, find: findMergeWidget, variant: 'widget-state' },
  { fixture: 'mr-18.5', url: MR_URL, find: findMergeWidget, variant: 'widget-state' },
  { fixture: 'mr-panels-signed-out', url: MR_URL, find: findMergeWidget, variant: 'widget-mount-point' },
] as const;

const FOREIGN = ['not-gitlab-old-styles', 'not-gitlab-rails', 'not-gitlab-inertia'] as const;

const hosts = (page: LoadedPage) => page.document.querySelectorAll('[data-mr-gate-host]');
const settle = (page: LoadedPage) => page.window.happyDOM.waitUntilComplete();

function keep(page: LoadedPage, find: (document: Document) => Anchor | null, name = 'test') {
  const controller = new AbortController();
  const mounted: HTMLElement[] = [];
  const looks = { count: 0 };
  keepMounted({
    name,
    document: page.document,
    find: () => {
      looks.count++;
      return find(page.document);
    },
    mount: () => {
      const host = page.document.createElement('div');
      host.textContent = 'ours';
      mounted.push(host);
      return host;
    },
    signal: controller.signal,
  });
  return { mounted, looks, stop: () => controller.abort() };
}

describe('anchors', () => {
  it.each(MOUNTS)('$fixture: $variant', ({ fixture, url, find, variant }) => {
    expect(find(loadFixture(fixture, url).document)?.variant).toBe(variant);
  });

  it.each(FOREIGN)('null on %s', (fixture) => {
    const { document } = loadFixture(fixture, GROUP_URL);
    expect(findGroupButtons(document)).toBeNull();
    expect(findMergeWidget(document)).toBeNull();
  });

  it("null on the other's page and on an empty document", () => {
    expect(findMergeWidget(loadFixture('group-17', GROUP_URL).document)).toBeNull();
    expect(findGroupButtons(loadFixture('mr-18.5', MR_URL).document)).toBeNull();
    const { document } = loadHtml('<html></html>', GROUP_URL);
    document.body.remove();
    expect(findGroupButtons(document)).toBeNull();
    expect(findMergeWidget(document)).toBeNull();
  });

  it('falls back variant by variant, down to floating', () => {
    for (const { fixture, url, find, table } of [
      { fixture: 'group-17', url: GROUP_URL, find: findGroupButtons, table: GROUP_BUTTONS },
      { fixture: 'mr-18.5', url: MR_URL, find: findMergeWidget, table: MERGE_WIDGET },
    ]) {
      const { document } = loadFixture(fixture, url);
      const ranks: number[] = [];
      for (;;) {
        const anchor = find(document);
        expect(anchor).not.toBeNull();
        ranks.push(anchor!.rank);
        if (anchor!.variant === 'floating') break;
        anchor!.element.remove();
      }
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks.at(-1)).toBe(table.length - 1);
    }
  });

  it("does not float on a group's other pages", () => {
    const { document } = loadFixture('group-17', GROUP_URL);
    document.querySelector('.group-home-panel')?.remove();
    document.body.setAttribute('data-page', 'groups:settings:ci_cd:show');
    expect(findGroupButtons(document)).toBeNull();
  });

  it("never makes us a child of the overview's grid", () => {
    const { document } = loadFixture('mr-18.5', MR_URL);
    const grid = document.querySelector('.merge-request-overview')!;
    grid.append(document.querySelector('#widget-state')!);
    const anchor = findMergeWidget(document)!;
    expect(anchor.variant).toBe('discussion');
    expect(anchor.element.parentElement).not.toBe(grid.parentElement);
  });
});

describe('keepMounted', () => {
  it.each(MOUNTS)('creates its host once: $fixture', async ({ fixture, url, find }) => {
    const page = loadFixture(fixture, url);
    const first = keep(page, find);
    expect(hosts(page)).toHaveLength(1);
    page.document.body.append(page.document.createElement('p'));
    await settle(page);
    expect(hosts(page)).toHaveLength(1);
    expect(first.mounted).toHaveLength(1);
    first.stop();
    expect(hosts(page)).toHaveLength(0);
  });

  it('leaves one host when a second script takes over', async () => {
    const page = loadFixture('mr-18.5', MR_URL);
    keep(page, findMergeWidget).stop();
    const old = page.document.createElement('div');
    old.setAttribute('data-mr-gate-host', 'test');
    page.document.body.append(old);
    keep(page, findMergeWidget);
    expect([...hosts(page)]).toHaveLength(1);
    expect(old.isConnected).toBe(false);
  });

  it('keeps hosts of other names', () => {
    const page = loadFixture('mr-18.5', MR_URL);
    keep(page, findMergeWidget, 'one');
    keep(page, findMergeWidget, 'two');
    expect(hosts(page)).toHaveLength(2);
  });

  it.each(FOREIGN)('mounts nothing on %s', async (fixture) => {
    const page = loadFixture(fixture, MR_URL);
    const { mounted } = keep(page, findMergeWidget);
    page.document.body.append(page.document.createElement('p'));
    await settle(page);
    expect(mounted).toHaveLength(0);
  });

  it('is back, once and as the same element, after 100 rounds of removal and re-rendering', async () => {
    const page = loadFixture('mr-18.5', MR_URL);
    const { document } = page;
    const { mounted } = keep(page, findMergeWidget);
    const section = document.querySelector('.merge-request-overview > section')!;
    const html = section.innerHTML.replace(/<div data-mr-gate.*?<\/div>/, '');
    expect(html).not.toContain('ours');
    for (let round = 0; round < 100; round++) {
      if (round % 4 === 0) hosts(page)[0]?.remove();
      // With our host in it, as a page that caches its own HTML would.
      else if (round % 4 === 1) section.replaceChildren(section.firstElementChild!.cloneNode(true));
      else if (round % 4 === 2) section.innerHTML = html;
      else {
        section.innerHTML = '';
        section.innerHTML = html;
      }
      await settle(page);
      expect(hosts(page)).toHaveLength(1);
      expect(hosts(page)[0]).toBe(mounted[0]);
      expect(hosts(page)[0]?.nextElementSibling?.id).toBe('widget-state');
    }
    expect(mounted).toHaveLength(1);
  });

  it('waits for an anchor that comes late, and moves to a better one', async () => {
    const page = loadFixture('mr-panels-signed-out', MR_URL);
    const { document } = page;
    const discussion = document.querySelector('.issuable-discussion')!;
    const mountPoint = document.querySelector('#js-vue-mr-widget')!;
    mountPoint.remove();
    const { mounted } = keep(page, findMergeWidget);
    expect(discussion.firstElementChild).toBe(mounted[0]);
    const widget = document.createElement('div');
    widget.id = 'widget-state';
    discussion.append(widget);
    await settle(page);
    expect(widget.previousElementSibling).toBe(mounted[0]);
    expect(hosts(page)).toHaveLength(1);
  });

  it('does not look for what the page streams elsewhere, and still comes back', async () => {
    const page = loadFixture('mr-18.5', MR_URL);
    const { document } = page;
    const { mounted, looks } = keep(page, findMergeWidget);
    await settle(page);
    looks.count = 0;
    const stream = document.createElement('streaming-element');
    document.querySelector('.diffs.tab-pane, #diffs')!.append(stream);
    for (let at = 0; at < 20; at++) {
      stream.append(document.createElement('diff-file'));
      await settle(page);
    }
    expect(looks.count).toBe(0);

    // With all that it stands in, to another place, and gone from there.
    const overview = document.querySelector('.merge-request-overview')!;
    const panel = document.createElement('div');
    document.querySelector('main')!.append(panel);
    panel.append(overview);
    await settle(page);
    expect(mounted[0]?.isConnected).toBe(true);
    const html = panel.innerHTML.replace(/<div data-mr-gate.*?<\/div>/, '');
    panel.innerHTML = html;
    await settle(page);
    expect(hosts(page)).toHaveLength(1);
    expect(hosts(page)[0]).toBe(mounted[0]);
    expect(mounted[0]?.nextElementSibling?.id).toBe('widget-state');
  });

  it('floats in a corner, and stops floating when there is a place', async () => {
    const page = loadFixture('mr-18.5', MR_URL);
    const main = page.document.querySelector('main')!;
    const content = main.innerHTML;
    main.innerHTML = '';
    const { mounted } = keep(page, findMergeWidget);
    expect(mounted[0]?.parentElement).toBe(page.document.body);
    expect(mounted[0]?.style.position).toBe('fixed');
    main.innerHTML = content;
    await settle(page);
    expect(mounted[0]?.nextElementSibling?.id).toBe('widget-state');
    expect(mounted[0]?.style.position).toBe('');
  });

  it('does nothing after it was stopped, or stopped before it began', async () => {
    const page = loadFixture('mr-18.5', MR_URL);
    const { stop } = keep(page, findMergeWidget);
    page.document.querySelector('#widget-state')!.remove();
    stop();
    await settle(page);
    expect(hosts(page)).toHaveLength(0);
    keepMounted({
      name: 'late',
      find: () => findMergeWidget(page.document),
      mount: () => page.document.createElement('div'),
      signal: AbortSignal.abort(),
      document: page.document,
    });
    expect(hosts(page)).toHaveLength(0);
  });
});
