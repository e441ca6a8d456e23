import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findGroupButtons, findMergeWidget } from '../../../utils/gitlab/page/anchors.ts';
import { readPage } from '../../../utils/gitlab/page/detect.ts';
import { readPageUser } from '../../../utils/gitlab/page/page-user.ts';
import { renderMarkdown } from '../../gitlab/pages/markdown.ts';
import { loadHtml } from './load-page.ts';
import { type SmallGitLab, smallGitLab } from './small-world.ts';

const MR = '/acme/shop/checkout/-/merge_requests/3';
const HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&amp;\u202e\u0000\ud800{{7*7}}';

const PAGES = [
  ['/dashboard/groups', 'dashboard:groups:index'],
  ['/acme', 'groups:show'],
  ['/groups/acme/-/inactive', 'groups:show'],
  ['/groups/acme/-/merge_requests', 'groups:merge_requests'],
  ['/acme/shop/checkout', 'projects:show'],
  ['/acme/shop/checkout/-/tree/main/src', 'projects:tree:show'],
  ['/acme/shop/checkout/-/blob/refunds/src/refund.ts', 'projects:blob:show'],
  ['/acme/shop/checkout/-/commits/main', 'projects:commits:show'],
  ['/acme/shop/checkout/-/commit/refunds', 'projects:commit:show'],
  ['/acme/shop/checkout/-/merge_requests', 'projects:merge_requests:index'],
  [MR, 'projects:merge_requests:show'],
  [`${MR}/commits`, 'projects:merge_requests:show'],
  [`${MR}/pipelines`, 'projects:merge_requests:show'],
  [`${MR}/diffs`, 'projects:merge_requests:show'],
  ['/acme/shop/checkout/-/pipelines', 'projects:pipelines:index'],
  ['/acme/shop/checkout/-/pipelines/101', 'projects:pipelines:show'],
  ['/acme/shop/checkout/-/jobs', 'projects:jobs:index'],
  ['/acme/shop/checkout/-/jobs/102', 'projects:jobs:show'],
  ['/-/user_settings/personal_access_tokens', 'user_settings:personal_access_tokens:index'],
] as const;

describe.each([
  ['panels', ''],
  ['classic', '/gitlab'],
] as const)('the %s layout at root "%s"', (layout, root) => {
  let gitlab: SmallGitLab;
  beforeAll(async () => {
    gitlab = await smallGitLab({ layout, root });
    gitlab.addPipeline('success');
    gitlab.addNote('Nice.');
  });
  afterAll(() => gitlab.close());

  const load = async (path: string, user?: string | null) => {
    const answer = await gitlab.get(path, user === undefined ? {} : { user });
    return { answer, ...loadHtml(answer.body, `https://gitlab.example${root}${path}`) };
  };

  it.each(PAGES)('%s is %s, and recognised', async (path, dataPage) => {
    const { answer, document, location } = await load(path);
    expect(answer.status).toBe(200);
    expect(document.body.dataset.page).toBe(dataPage);
    expect(readPage(document, location)?.baseUrl).toBe(`https://gitlab.example${root}`);
    expect(readPageUser(document)).toEqual({ id: 1, username: 'olga' });
    for (const link of document.querySelectorAll('a[href^="/"]'))
      expect(link.getAttribute('href')).toMatch(new RegExp(`^${root}(/|$)`));
  });

  it('the group and merge request are found by path, with places for our own', async () => {
    const group = await load('/acme/shop');
    expect(readPage(group.document, group.location)).toMatchObject({ kind: 'group', groupPath: 'acme/shop' });
    expect(findGroupButtons(group.document)?.variant).toBe('group-buttons');
    const mr = await load(`${MR}/diffs`);
    expect(readPage(mr.document, mr.location)).toMatchObject({
      kind: 'merge-request',
      projectPath: 'acme/shop/checkout',
      iid: 3,
    });
    expect(findMergeWidget(mr.document)?.variant).toBe('widget-mount-point');
  });

  it('carries GitLab’s data attributes', async () => {
    const group = (await load('/acme/shop')).document.body.dataset;
    expect(group).toMatchObject({ group: 'shop', groupFullPath: 'acme/shop', namespaceId: '6' });
    const mr = (await load(MR)).document;
    expect(mr.body.dataset).toMatchObject({
      group: 'shop',
      groupFullPath: 'acme/shop',
      namespaceId: '6',
      project: 'checkout',
      projectFullPath: 'acme/shop/checkout',
      projectId: '21',
    });
    expect(mr.querySelector('.merge-request-details')?.getAttribute('data-id')).toBe('21');
    expect(mr.querySelector('.merge-request')?.getAttribute('data-project-path')).toBe(
      `${root}/acme/shop/checkout`,
    );
    const panel = mr.querySelector('#static-panel-portal.js-static-panel .panel-content-inner #content-body');
    expect(panel !== null).toBe(layout === 'panels');
    const sidebar = JSON.parse(mr.querySelector('aside')?.getAttribute('data-sidebar') ?? '');
    expect(sidebar).toMatchObject({ is_logged_in: true, username: 'olga', panel_type: 'project' });
  });

  it('allows the scripts that carry its nonce, and holds no other', async () => {
    const { answer, document } = await load(MR);
    const policy = answer.headers?.['Content-Security-Policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    const scripts = [...document.querySelectorAll('script')];
    expect(scripts.length).toBeGreaterThan(1);
    for (const script of scripts) expect(script.getAttribute('nonce')).toBe(nonce);
    for (const element of document.querySelectorAll('*'))
      expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([]);
    expect((await load(MR)).answer.headers?.['Content-Security-Policy']).not.toBe(policy);
  });

  it('sends strangers and the signed-out away as GitLab does', async () => {
    expect(await gitlab.get(MR, { user: 'stranger' })).toMatchObject({ status: 404 });
    expect(await gitlab.get('/acme/nothing', { user: 'olga' })).toMatchObject({ status: 404 });
    const toSignIn = { status: 302, headers: { Location: `${root}/users/sign_in` } };
    expect(await gitlab.get(MR, { user: null })).toMatchObject(toSignIn);
    expect(await gitlab.get('/acme/nothing', { user: null })).toMatchObject(toSignIn);
    expect(await gitlab.get('/', { user: null })).toMatchObject(toSignIn);
    const { document, location } = await load('/users/sign_in', null);
    expect(readPage(document, location)).toEqual({ kind: 'other', baseUrl: `https://gitlab.example${root}` });
    expect(readPageUser(document)).toBeNull();
  });
});

describe('names and titles of attackers', () => {
  let gitlab: SmallGitLab;
  beforeAll(async () => {
    gitlab = await smallGitLab();
    const { world, mergeRequest } = gitlab;
    for (const user of world.users) user.name = HOSTILE;
    for (const group of world.groups) Object.assign(group, { name: HOSTILE, description: HOSTILE });
    for (const project of world.projects) Object.assign(project, { name: HOSTILE, description: HOSTILE });
    Object.assign(mergeRequest, {
      title: HOSTILE + 'x'.repeat(100_000),
      description: HOSTILE,
      labels: [HOSTILE],
    });
    gitlab.addPipeline('failed');
    for (const job of world.jobs)
      Object.assign(job, { name: HOSTILE, stage: HOSTILE, targetUrl: 'javascript:alert(1)' });
    gitlab.addNote(HOSTILE);
    gitlab.addNote(HOSTILE, true);
    gitlab.addNote('<details><div><table><script>x'.repeat(5000));
  });
  afterAll(() => gitlab.close());

  it.each([...PAGES.map(([path]) => path), `${MR}?fragment=live`])('stay text on %s', async (path) => {
    const { body } = await gitlab.get(path);
    const { document } = loadHtml(`<!DOCTYPE html>${body.trimStart()}`, `https://gitlab.example${path}`);
    expect(document.querySelectorAll('img, [onerror]')).toHaveLength(0);
    for (const script of document.querySelectorAll('script')) {
      expect(script.hasAttribute('nonce')).toBe(true);
      expect(script.textContent).not.toMatch(/^alert/);
    }
    for (const link of document.querySelectorAll('a'))
      expect(link.getAttribute('href')).not.toMatch(/script:/);
    expect(body.isWellFormed()).toBe(true);
    expect(body).not.toContain('\0');
    expect(body.length).toBeLessThan(400_000);
  });

  it('keep the page whole', async () => {
    const { body } = await gitlab.get(MR);
    const { document, location } = loadHtml(body, `https://gitlab.example${MR}`);
    expect(readPage(document, location)).toMatchObject({ kind: 'merge-request', iid: 3 });
    expect(document.querySelector('[data-testid="title-content"]')?.textContent).toContain(
      '<script>alert(1)',
    );
    const overview = document.querySelector('.merge-request-overview');
    expect(overview?.children).toHaveLength(2);
    expect(document.querySelector('aside.right-sidebar')?.parentElement).toBe(overview);
  });
});

describe('the merge widget', () => {
  it('says what the merge check says', async () => {
    const gitlab = await smallGitLab();
    const { mergeRequest, context, world } = gitlab;
    const widget = async (user = 'olga') => {
      const { body } = await gitlab.get(`${MR}?fragment=live`, { user });
      return loadHtml(body, 'https://gitlab.example/').document.querySelector('[data-part="widget"]')!;
    };
    const text = async (user?: string) => (await widget(user)).textContent ?? '';
    const button = async (user?: string) =>
      (await widget(user)).querySelector<HTMLButtonElement>('[data-testid="merge-button"]');

    expect(await text()).toContain('Checking if merge request can be merged');
    await expect.poll(() => text()).toContain('Merge blocked: pipeline must succeed');
    expect((await button())?.disabled).toBe(true);
    expect((await widget()).querySelector('[data-testid="mr-widget-app"]')).not.toBeNull();

    const pipeline = gitlab.addPipeline('failed');
    expect(await text()).toContain('Merge blocked: pipeline must succeed');
    expect(await text()).toContain(`#${pipeline.id}`);
    pipeline.status = 'running';
    expect(await text()).toContain('still running');
    pipeline.status = 'success';
    expect(await text()).toContain('Ready to merge!');
    expect((await button())?.disabled).toBe(false);
    expect((await button())?.dataset.sha).toBe(mergeRequest.sha);

    world.projects[0]!.protectedBranches = [{ name: 'main', pushLevel: 40, mergeLevel: 40 }];
    expect(await button('dev')).toBeNull();
    expect(await text('dev')).toContain('by members who can write');

    Object.assign(mergeRequest, { state: 'merged', mergedById: 1, mergedAt: new Date().toISOString() });
    expect(await text()).toContain('Merged by Olga Owner');
    expect(await button()).toBeNull();
    await context.store.close();
  });
});

describe('the token page', () => {
  it('comes filled in from its address', async () => {
    const gitlab = await smallGitLab();
    const { body } = await gitlab.get(
      '/-/user_settings/personal_access_tokens?name=MR%20Gate%22&scopes=api,read_user,nonsense',
    );
    const { document } = loadHtml(body, 'https://gitlab.example/');
    const name = document.querySelector<HTMLInputElement>('#personal_access_token_name');
    expect(name?.value).toBe('MR Gate"');
    const checked = [...document.querySelectorAll('input[checked]')].map((box) => box.getAttribute('value'));
    expect(checked).toEqual(['api', 'read_user']);
    await gitlab.close();
  });
});

describe('dark', () => {
  it('is asked for by address, then kept by a cookie', async () => {
    const gitlab = await smallGitLab();
    const asked = await gitlab.get('/acme?theme=dark');
    expect(asked.body).toMatch(/<html class="gl-dark /);
    expect(asked.headers?.['Set-Cookie']).toMatch(/^preferred_theme=dark; path=\/;/);
    const kept = await gitlab.get('/acme', { headers: { cookie: 'a=b; preferred_theme=dark' } });
    expect(kept.body).toMatch(/<html class="gl-dark /);
    expect((await gitlab.get('/acme')).body).toMatch(/<html class="gl-light /);
    await gitlab.close();
  });
});

describe('Markdown', () => {
  it.each([
    ['| a | b |\n|---|---|\n| 1 | `2` |', '<td>1</td>'],
    ['**bold** [link](https://example.com/a?b=1&c=2)', 'href="https://example.com/a?b=1&#38;c=2"'],
    ['<details><summary>More</summary>\n\n- one\n\n</details>', '<details><summary>More</summary>'],
    ['a <!-- mr-gate:v1 c2VjcmV0 --> b', 'a  b'],
    ['<!-- never closed\n\nsecond', ''],
    ['[x](javascript:alert(1))', '<p>x</p>'],
    ['[x](JaVaScRiPt&colon;alert(1))', '<p>x</p>'],
    ['![x](https://evil.example/pixel.png)', '<p>x</p>'],
    ['<b onclick="x">bold</b>', '<b>bold</b>'],
    ['<iframe src="https://evil.example"></iframe>', '&#60;iframe'],
    ['</div></section>after', '&#60;/section&#62;after'],
    ['<div>open', '</div>'],
  ])('%s', (source, expected) => {
    const rendered = renderMarkdown(source).text;
    expect(rendered).toContain(expected);
    expect(rendered).not.toMatch(/<(script|iframe|img|style)|mr-gate:v1|\son\w+=|javascript:/i);
    const { document } = loadHtml(`<main><section>${rendered}</section><i></i></main>`, 'https://a.example/');
    expect(document.querySelector('main')?.children).toHaveLength(2);
  });
});
