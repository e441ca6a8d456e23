import { mkdirSync } from 'node:fs';
import { api, id } from '../demo/api.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { addPipeline } from '../support/add-pipeline.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { openGroup, planFor, setUp, writes } from './support/group.ts';
import { openMergeRequest } from './support/verdict.ts';

test.setTimeout(120_000);

const leak = (line: number) => ({
  id: `leak-${line}`,
  name: `Password in line ${line}`,
  severity: 'Critical',
  location: { file: 'src/app.ts', start_line: line },
  identifiers: [{ type: 'gitleaks_rule_id', name: `rule-${line}`, value: `rule-${line}` }],
});
const secrets = (...vulnerabilities: unknown[]) => ({
  version: '15.2.2',
  scan: {
    type: 'secret_detection',
    status: 'success',
    scanner: { id: 'gitleaks', name: 'Gitleaks', version: '8.18.0' },
  },
  vulnerabilities,
});

test('before the first repository is gated, reports tell which merge requests would be blocked', async ({
  gitlab,
  browser1,
}, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  const group = await openGroup(browser1, gitlab);
  await setUp(group);
  const project = PROJECTS.checkout;
  const main = await api<{ commit: { id: string } }>(
    gitlab.url,
    TOKENS.devApi,
    `/projects/${id(project)}/repository/branches/main`,
  );
  const opened: Awaited<ReturnType<typeof openMergeRequest>>[] = [];
  for (const branch of ['leaks', 'clean', 'unscanned'])
    opened.push(await openMergeRequest(gitlab, project, branch, { [`src/${branch}.ts`]: 'line\n' }));
  const [leaks, clean] = opened;
  if (!leaks || !clean) throw new Error('No merge requests');
  const { projectId } = leaks;
  const old = secrets(leak(1));
  await addPipeline(gitlab, { projectId, sha: main.commit.id, ref: 'main' }, info.outputDir, {
    main: { secret_detection: old },
  });
  await addPipeline(gitlab, { projectId, sha: leaks.sha, ref: 'leaks' }, info.outputDir, {
    leaks: { secret_detection: secrets(leak(1), leak(2)) },
  });
  await addPipeline(gitlab, { projectId, sha: clean.sha, ref: 'clean' }, info.outputDir, {
    clean: { secret_detection: old },
  });

  await planFor(group, [project]);
  await expect(group.plan.getByTestId('plan-open')).toContainText(
    /The gate then looks at \d+ open merge requests/,
  );
  const from = gitlab.requests.length;
  await group.plan.getByTestId('preview-impact').click();
  const impact = group.plan.getByTestId('impact');
  await expect(impact).toContainText(
    /With these settings 1 of \d+ open merge requests would be blocked now/,
    {
      timeout: 30_000,
    },
  );
  await expect(impact).toContainText('1 of them is not blocked today.');
  const blocked = impact.getByRole('listitem').filter({ hasText: `${project}!${leaks.iid}` });
  await expect(blocked).toContainText('Password in line 2');
  await expectAccessible(group.page, 'impact', PANEL_HOST);
  expect(writes(gitlab, from)).toEqual([]);
  // One question of the page's session for each that has a pipeline.
  const asked = gitlab.requests.slice(from).filter(({ auth }) => auth === 'session');
  expect(asked.filter(({ path }) => path.startsWith('/api/graphql'))).toHaveLength(2);
  expect(asked.filter(({ path }) => path.includes('/pipelines/'))).toEqual([]);
});
