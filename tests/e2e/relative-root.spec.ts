import { gateCard } from '../browser/pages.ts';
import { api } from '../demo/api.ts';
import { BAD, FILE, GOOD } from '../demo/story.ts';
import { PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { gate, openGroup, setUp, showRow } from './support/group.ts';
import { look } from './support/look.ts';
import { expectState, openMergeRequest, visit } from './support/merge-request.ts';

test.use({ gitlabOptions: { root: '/gitlab', layout: 'classic' } });
test.setTimeout(120_000);

test('the whole job goes under a relative URL root and in the older layout', async ({ gitlab, browser1 }) => {
  expect(gitlab.url).toMatch(/\/gitlab$/);
  const group = await openGroup(browser1, gitlab);
  await setUp(group);
  await gate(group, [PROJECTS.checkout, PROJECTS.payments]);
  await group.panel.getByRole('button', { name: 'Back to repositories' }).click();
  for (const path of [PROJECTS.checkout, PROJECTS.payments]) {
    await expect(await showRow(group, path)).toContainText('Gated');
    await expect((await showRow(group, path)).getByRole('link')).toHaveAttribute(
      'href',
      `${gitlab.url}/${path}`,
    );
  }
  await look(group.page, 'root-panel');

  await group.page.context().clearCookies();
  const mergeRequest = await openMergeRequest(gitlab, { files: { [FILE]: BAD } });
  const { page, card } = await visit(browser1, gitlab, mergeRequest.web_url);
  await expectState(card, 'failed');
  await expect(page.locator('html')).not.toHaveClass(/panel/);
  await expect(card.getByRole('link', { name: new RegExp(FILE) }).first()).toHaveAttribute(
    'href',
    new RegExp(`^${gitlab.url}/${PROJECTS.checkout}/-/merge_requests/${mergeRequest.iid}/diffs#[0-9a-f]{40}`),
  );
  await expect(card.getByRole('link', { name: 'View file' }).first()).toHaveAttribute(
    'href',
    new RegExp(`^${gitlab.url}/${PROJECTS.checkout}/-/blob/${mergeRequest.sha}/${FILE}#L\\d+`),
  );
  await look(page, 'root-card');
  await api(gitlab.url, TOKENS.maxApi, `${mergeRequest.path}/merge`, { method: 'PUT', expect: 405 });

  await gitlab.push({
    project: PROJECTS.checkout,
    branch: mergeRequest.branch,
    user: USERS.dev,
    message: 'Take the credentials from the environment',
    files: { [FILE]: GOOD },
  });
  await expectState(gateCard(page), 'passed');
  await gitlab.settled();
  await api(gitlab.url, TOKENS.maxApi, `${mergeRequest.path}/merge`, { method: 'PUT' });
});
