import { api } from '../demo/api.ts';
import { GROUPS, PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { look } from './support/look.ts';
import { type MergeRequestOf, openMergeRequest, postStatus, visitAs } from './support/verdict.ts';

// Twenty pushes.
test.setTimeout(120_000);

const TEXT = { success: 'Gate passed', failed: 'Gate failed', running: 'Gate running' } as const;

/** A badge of ours. */
const BADGE = '[data-mr-gate-of]';
const LISTS = [
  ['server-rendered', ''],
  ['Vue', '&list=vue'],
] as const;

test('each kind of list shows what each gate says, with few requests', async ({ gitlab, browser1 }) => {
  const states = ['success', 'failed', 'running', null] as const;
  const opened: MergeRequestOf[] = [];
  const open = async (project: string, at: number) => {
    opened.push(
      await openMergeRequest(gitlab, project, `change-${at}`, { [`src/file${at}.ts`]: 'export {};\n' }),
    );
  };
  const others = gitlab.world.projects
    .filter(
      ({ fullPath, archived, defaultBranch, mergeRequestsEnabled }) =>
        !archived && defaultBranch && mergeRequestsEnabled && fullPath !== PROJECTS.checkout,
    )
    .slice(0, 14);
  for (let at = 0; at < 6; at++) await open(PROJECTS.checkout, at);
  for (const [at, { fullPath }] of others.entries()) await open(fullPath, at + 6);
  expect(gitlab.world.mergeRequests).toHaveLength(20);
  // Two of them have pipelines of their own, which a status joins once they are there.
  await gitlab.settled();
  for (const [at, mr] of opened.entries()) {
    const state = states[at % states.length];
    if (state) await postStatus(gitlab, mr, state);
  }

  const page = await visitAs(browser1, gitlab, 'dev');
  const badges = page.locator(BADGE);
  const asked = () =>
    gitlab.requests.filter(({ path, auth }) => path.startsWith('/api/graphql') && auth === 'session');

  for (const [name, query] of LISTS) {
    await test.step(`${name}, of a project`, async () => {
      const before = asked().length;
      await page.goto(`${gitlab.url}/${PROJECTS.checkout}/-/merge_requests?theme=light${query}`);
      await expect(badges).toHaveText([
        'Gate failed',
        'Gate passed',
        'Gate running',
        'Gate failed',
        'Gate passed',
      ]);
      expect(asked().length - before).toBeLessThanOrEqual(3);
      expect(asked().map(({ method, status }) => `${method} ${status}`)).not.toContain('POST 200');
      await look(page, `list-${name}-light`);
    });

    await test.step(`${name}, of a group, 20 of 15 projects, in the dark`, async () => {
      const before = asked().length;
      await page.goto(`${gitlab.url}/groups/${GROUPS.acme}/-/merge_requests?theme=dark${query}`);
      await expect(badges).toHaveCount(15);
      for (const [at, { fullPath }] of others.entries()) {
        const row = page.locator('li', { hasText: `${fullPath}!` }).locator(badges);
        const state = states[(at + 6) % states.length];
        if (state) await expect(row).toHaveText(TEXT[state]);
        else await expect(row).toHaveCount(0);
      }
      expect(asked().length - before).toBeLessThanOrEqual(3);
      await look(page, `list-${name}-dark`);
      await expectAccessible(page, `list-${name}-badges`, '[data-mr-gate-of]');
    });

    await test.step(`${name}, drawn again: it keeps one badge each`, async () => {
      for (let round = 0; round < 20; round++) {
        await page.evaluate(() => {
          const list = document.querySelector('.issuable-list');
          const rows = [...(list?.children ?? [])].map((row) => row.cloneNode(true));
          list?.replaceChildren(...rows.reverse());
        });
      }
      await expect(badges).toHaveCount(15);
      await expect(page.locator('ul.controls', { has: badges })).toHaveCount(15);
    });
  }

  await test.step('a gate that ends shows within half a minute in both, without a reload', async () => {
    const tabs = await Promise.all(
      LISTS.map(async ([, query]) => {
        const tab = await page.context().newPage();
        await tab.goto(`${gitlab.url}/groups/${GROUPS.acme}/-/merge_requests?theme=light${query}`);
        await expect(tab.locator(BADGE)).toHaveCount(15);
        return tab;
      }),
    );
    const [running] = await api<{ iid: number; sha: string; project_id: number }[]>(
      gitlab.url,
      TOKENS.devApi,
      `/projects/${encodeURIComponent(PROJECTS.checkout)}/merge_requests?state=opened&source_branch=change-2`,
    );
    if (!running) throw new Error('no merge request');
    await postStatus(
      gitlab,
      {
        project: PROJECTS.checkout,
        projectId: running.project_id,
        iid: running.iid,
        sha: running.sha,
        url: '',
      },
      'success',
    );
    for (const tab of tabs) {
      await tab.bringToFront();
      const badge = tab.locator('li', { hasText: `${PROJECTS.checkout}!${running.iid}` }).locator(BADGE);
      await expect(badge).toHaveText('Gate passed', { timeout: 40_000 });
    }
  });
});
