import { PROJECTS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { openGroup } from './support/group.ts';
import { look } from './support/look.ts';
import { openMergeRequest, postStatus } from './support/verdict.ts';

const DAY = 86_400_000;

test('the panel shows what is blocked now and the last verdicts, with the page’s session and one request', async ({
  gated,
  browser1,
}) => {
  const states = ['failed', 'success', 'success', 'failed', 'success', 'running', null] as const;
  for (const [at, state] of [...states, ...states].entries()) {
    const mr = await openMergeRequest(gated, PROJECTS.renamed, `activity-${at}`, {
      [`src/activity${at}.ts`]: 'export {};\n',
    });
    if (!state) continue;
    await postStatus(gated, mr, state);
    const status = gated.world.jobs.findLast((job) => job.name === 'MR Gate');
    if (status?.finishedAt) status.finishedAt = new Date(Date.now() - (at % 5) * DAY).toISOString();
  }
  const from = gated.requests.length;
  const group = await openGroup(browser1, gated);
  const now = group.panel.getByTestId('blocked-now');
  await expect(now).toContainText('4 merge requests blocked now');
  const asked = gated.requests.slice(from).filter(({ path }) => path.startsWith('/api/graphql'));
  expect(asked.map(({ auth, status }) => `${auth} ${status}`)).toEqual(['session 200']);
  const chart = group.panel.getByRole('img', { name: /^Verdicts per day/ });
  await expect(chart).toBeVisible();

  await now.getByText('4 merge requests blocked now').click();
  await expect(now.getByRole('listitem').first()).toContainText(`${PROJECTS.renamed}!`);
  await expectAccessible(group.page, 'activity', PANEL_HOST);
  await group.page.setViewportSize({ width: 360, height: 900 });
  await look(group.page, 'activity-narrow');
});

test('the panel says so where the page is signed out', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated);
  await expect(group.panel.getByTestId('blocked-now')).toBeVisible();
  await look(group.page, 'activity-any');
  await group.page.context().clearCookies();
  await group.panel.getByRole('button', { name: 'Reload' }).click();
  await expect(group.panel.getByText(/^Sign in to GitLab in this tab/)).toBeVisible();
  await look(group.page, 'activity-signed-out');
});
