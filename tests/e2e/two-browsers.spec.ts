import type { ExtensionBrowser } from '../browser/chromium.ts';
import { launchChromium } from '../browser/chromium.ts';
import { api, id } from '../demo/api.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test as oneBrowser } from './fixtures.ts';
import { OLGA, openGroup, planFor, showRow, tick } from './support/group.ts';

/** Two owners of the group, each in a Chromium of their own that knows nothing of the other. */
const test = oneBrowser.extend<{ browser2: ExtensionBrowser }>({
  browser2: async ({}, use) => {
    const browser = await launchChromium({ reducedMotion: 'reduce' });
    await use(browser);
    await browser.close();
  },
});
test.setTimeout(180_000);

const GATE = `${GROUPS.acme}/mr-gate`;
const OTTO = { username: USERS.otto, token: TOKENS.ottoApi };
const repo = (name: string): string => `${GROUPS.backend}/${name}`;

type Group = Awaited<ReturnType<typeof openGroup>>;

const file = async (gitlab: EmbeddedGitLab, path: string): Promise<string> => {
  const answer = await api<{ content: string }>(
    gitlab.url,
    TOKENS.rootApi,
    `/projects/${id(GATE)}/repository/files/${encodeURIComponent(path)}?ref=main`,
  );
  return Buffer.from(answer.content, 'base64').toString();
};

const enrolled = async (gitlab: EmbeddedGitLab) => {
  const { projects } = JSON.parse(await file(gitlab, 'enrolled.json')) as {
    projects: Record<string, { path: string; hook: number | null; by: string }>;
  };
  return Object.values(projects);
};

const hooksOf = ({ world }: EmbeddedGitLab, path: string) => {
  const project = world.projects.find(({ fullPath }) => fullPath === path);
  return world.hooks.filter(({ projectId }) => projectId === project?.id);
};

const titles = async ({ url }: EmbeddedGitLab): Promise<string[]> => {
  const log = `/projects/${id(GATE)}/repository/commits?ref_name=main&per_page=100`;
  return (await api<{ title: string }[]>(url, TOKENS.rootApi, log)).map(({ title }) => title);
};

const ended = ({ job }: Group) => expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });

/** Both press Apply: neither goes on before both are about to write the policy. */
async function applyAtOnce(gitlab: EmbeddedGitLab, groups: readonly Group[]): Promise<void> {
  const hold = gitlab.addFault({
    method: 'POST',
    path: /^\/projects\/\d+\/repository\/commits$/,
    kind: 'hold',
  });
  for (const { plan } of groups) await plan.getByTestId('apply').click();
  await expect.poll(hold.hits).toBe(groups.length);
  hold.release();
}

test('two admins set a group up, apply, and change its default at once: what both want survives, and is recorded once', async ({
  gitlab,
  browser1,
  browser2,
}) => {
  const groups = await Promise.all([openGroup(browser1, gitlab, OLGA), openGroup(browser2, gitlab, OTTO)]);
  const [olga, otto] = groups;

  await test.step('set up: one gate project, one token', async () => {
    await Promise.all(
      groups.map(({ panel }) => panel.getByRole('button', { name: 'Set up MR Gate in acme' }).click()),
    );
    await Promise.all(groups.map(ended));
    const { projects, triggers, groupTokens, variables } = await gateOf(gitlab);
    expect(projects).toHaveLength(1);
    expect(groupTokens).toHaveLength(1);
    expect(variables).toEqual(['MR_GATE_TOKEN']);
    expect(new Set(triggers.map(({ ownerId }) => ownerId)).size).toBe(2);
    expect(await titles(gitlab)).toEqual(['MR Gate: set up']);
  });

  for (const { panel } of groups) await panel.getByRole('button', { name: 'Choose repositories' }).click();
  await planFor(olga, [repo('orders')], /^High/);
  await olga.plan.getByTestId('apply').click();
  await ended(olga);
  await olga.panel.getByRole('button', { name: 'Back to repositories' }).click();
  await otto.panel.getByRole('button', { name: 'Reload' }).click();
  await expect(await showRow(otto, repo('orders'))).toContainText('Gated');

  await test.step('apply, with one repository that both want', async () => {
    await planFor(olga, [repo('tax'), repo('invoices')]);
    await tick(otto, [repo('shipping'), repo('invoices')]);
    await otto.configure.click();
    await otto.dialog.getByRole('radio', { name: /Use the group default/ }).check();
    await otto.dialog.getByTestId('review-plan').click();
    await expect(otto.plan.getByTestId('apply')).toHaveText('Apply to 2 repositories');
    await applyAtOnce(gitlab, [olga, otto]);
    await Promise.all([olga, otto].map(ended));

    const gated = ['orders', 'tax', 'invoices', 'shipping'].map(repo).sort();
    const entries = await enrolled(gitlab);
    expect(entries.map(({ path }) => path).sort()).toEqual(gated);
    for (const { path, hook } of entries) {
      const hooks = hooksOf(gitlab, path);
      expect(hooks, path).toHaveLength(1);
      expect(hook, path).toBe(hooks[0]?.id);
    }
    // Neither panel has to be told: what the other has done is there at the next look.
    for (const group of [olga, otto]) {
      await group.panel.getByRole('button', { name: 'Back to repositories' }).click();
      await group.panel.getByRole('button', { name: 'Reload' }).click();
      await group.panel.getByLabel('State', { exact: true }).selectOption('gated');
      await expect(group.panel.getByTestId('repo-row')).toHaveCount(gated.length);
    }
  });

  await test.step('change the default: the later one sees a plan on top of the other’s', async () => {
    const wishes = [
      [olga, /^Critical/],
      [otto, /^Low/],
    ] as const;
    for (const [group, severity] of wishes) {
      await planFor(group, [repo('orders')], severity);
      await expect(group.plan).toContainText('High');
    }
    await applyAtOnce(gitlab, [olga, otto]);
    const state = ({ job }: Group) => job.getAttribute('data-state');
    await expect
      .poll(async () => (await Promise.all([state(olga), state(otto)])).sort(), { timeout: 60_000 })
      .toEqual(['done', 'failed']);
    const first = (await state(olga)) === 'done' ? 0 : 1;
    const [, second] = [wishes[first]![0], wishes[1 - first]![0]];
    const [won, late] = first === 0 ? ['Critical', 'Low'] : ['Low', 'Critical'];
    expect(await file(gitlab, 'mr-gate.yml')).toContain(`fail_on: ${won.toLowerCase()}`);
    await expect(second.job).toContainText('Somebody changed the policy since this plan was made');

    // Planned anew it shows what holds now, and goes through.
    await second.panel.getByRole('button', { name: 'Back to repositories' }).click();
    await planFor(second, [repo('orders')], new RegExp(`^${late}`));
    await expect(second.plan).toContainText(won);
    await expect(second.plan).toContainText(late);
    await second.plan.getByTestId('apply').click();
    await ended(second);
    expect(await file(gitlab, 'mr-gate.yml')).toContain(`fail_on: ${late.toLowerCase()}`);
    // Three changes were made, and each is in the history under the name of who made it.
    expect(
      (await titles(gitlab)).filter((title) => title.startsWith('MR Gate: change the default')),
    ).toHaveLength(2);
  });
});

async function gateOf({ world, url }: EmbeddedGitLab) {
  const projects = world.projects.filter(({ fullPath }) => fullPath === GATE);
  const tokens = await api<{ name: string; active: boolean }[]>(
    url,
    TOKENS.rootApi,
    `/groups/${GROUPS.acme}/access_tokens`,
  );
  const variables = await api<{ key: string }[]>(url, TOKENS.rootApi, `/projects/${id(GATE)}/variables`);
  return {
    projects,
    triggers: world.triggers.filter(({ projectId }) => projectId === projects[0]?.id),
    groupTokens: tokens.filter(({ name, active }) => name === 'MR Gate' && active),
    variables: variables.map(({ key }) => key),
  };
}
