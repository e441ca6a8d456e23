import { api } from '../demo/api.ts';
import { GROUPS, PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { look } from './support/look.ts';
import { openMergeRequest, postStatus, visitAs } from './support/verdict.ts';

for (const [name, query] of [
  ['server-rendered', ''],
  ['Vue', '&list=vue'],
] as const) {
  test(`the ${name} list shows what each gate says, with few requests`, async ({ gitlab, browser1 }) => {
    const states = ['success', 'failed', 'running', null] as const;
    const open = async (project: string, at: number) => {
      const mr = await openMergeRequest(gitlab, project, `change-${at}`, {
        [`src/file${at}.ts`]: 'export {};\n',
      });
      const state = states[at % states.length];
      if (state) await postStatus(gitlab, mr, state);
      return mr;
    };
    for (let at = 0; at < 8; at++) await open(PROJECTS.checkout, at);
    const other = await open(PROJECTS.renamed, 1);

    const page = await visitAs(browser1, gitlab, 'dev');
    const badges = page.locator('[data-mr-gate-of]');
    const asked = () =>
      gitlab.requests.filter(({ path, auth }) => path.startsWith('/api/graphql') && auth === 'session');

    await test.step('of a project', async () => {
      await page.goto(`${gitlab.url}/${PROJECTS.checkout}/-/merge_requests?theme=light${query}`);
      await expect(badges).toHaveText([
        'Gate running',
        'Gate failed',
        'Gate passed',
        'Gate running',
        'Gate failed',
        'Gate passed',
      ]);
      expect(asked().length).toBeLessThanOrEqual(3);
      expect(asked().map(({ method, status }) => `${method} ${status}`)).not.toContain('POST 200');
      await look(page, `list-${name}-light`);
    });

    await test.step('of a group, across projects, in the dark', async () => {
      const before = asked().length;
      await page.goto(`${gitlab.url}/groups/${GROUPS.acme}/-/merge_requests?theme=dark${query}`);
      await expect(badges).toHaveCount(7);
      await expect(
        page.locator('li', { hasText: `${PROJECTS.renamed}!${other.iid}` }).locator(badges),
      ).toHaveText('Gate failed');
      expect(asked().length - before).toBeLessThanOrEqual(3);
      await look(page, `list-${name}-dark`);
    });

    await test.step('a list that is drawn again keeps one badge each', async () => {
      for (let round = 0; round < 20; round++) {
        await page.evaluate(() => {
          const list = document.querySelector('.issuable-list');
          const rows = [...(list?.children ?? [])].map((row) => row.cloneNode(true));
          list?.replaceChildren(...rows.reverse());
        });
      }
      await expect(badges).toHaveCount(7);
      await expect(page.locator('ul.controls', { has: badges })).toHaveCount(7);
    });

    await test.step('a gate that ends shows within half a minute, without a reload', async () => {
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
      const row = page.locator('li', { hasText: `${PROJECTS.checkout}!${running.iid}` });
      await expect(row.locator(badges)).toHaveText('Gate passed', { timeout: 40_000 });
    });
  });
}
