import { mkdirSync } from 'node:fs';
import { gateCard } from '../browser/pages.ts';
import { api, id } from '../demo/api.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { addPipeline } from '../support/add-pipeline.ts';
import { expect, test } from './fixtures.ts';
import { look } from './support/look.ts';
import { openMergeRequest, visitAs } from './support/verdict.ts';

const CONTENT = `${Array.from({ length: 30 }, (_, at) => `line ${at + 1}`).join('\n')}\n`;

const vulnerability = (line: number, severity: string, name: string) => ({
  id: `v${line}`,
  name,
  severity,
  description: `${name}, as the scanner describes it.`,
  solution: 'Do it another way.',
  location: { file: 'src/app.ts', start_line: line },
  identifiers: [{ type: 'semgrep_id', name: `rule-${line}`, value: `rule-${line}` }],
});
const report = (...vulnerabilities: unknown[]) => ({
  version: '15.2.2',
  scan: { type: 'sast', status: 'success', scanner: { id: 'semgrep', name: 'Semgrep', version: '6.7.1' } },
  vulnerabilities,
});

test('a merge request that is not gated shows what the gate would say of its reports', async ({
  gitlab,
  browser1,
}, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'reports', { 'src/app.ts': CONTENT });
  const main = await api<{ commit: { id: string } }>(
    gitlab.url,
    TOKENS.devApi,
    `/projects/${id(PROJECTS.checkout)}/repository/branches/main`,
  );
  await addPipeline(gitlab, { projectId: mr.projectId, sha: main.commit.id, ref: 'main' }, info.outputDir, {
    semgrep: { sast: report(vulnerability(25, 'High', 'Old injection')) },
    zap: { dast: report() },
  });
  await addPipeline(gitlab, { projectId: mr.projectId, sha: mr.sha, ref: 'reports' }, info.outputDir, {
    semgrep: {
      sast: report(
        vulnerability(25, 'High', 'Old injection'),
        vulnerability(4, 'Critical', 'SQL injection'),
        vulnerability(9, 'Medium', 'Weak hash'),
      ),
    },
    zap: { dast: report() },
  });
  const page = await visitAs(browser1, gitlab, 'dev');
  const from = gitlab.requests.length;
  await page.goto(`${mr.url}?theme=light`);
  const card = gateCard(page);

  await test.step('with the default threshold, and not as a verdict of the gate', async () => {
    await expect(card.getByRole('heading', { level: 2 })).toHaveText('MR Gate: not gated');
    await expect(card).toContainText('the gate would fail it: 1 new finding at high or above.');
    await expect(card.getByText('Shown, not enforced', { exact: true })).toBeVisible();
    await expect(card.getByText('SQL injection', { exact: true })).toBeVisible();
    await expect(card.getByText('Already in the target branch')).toBeVisible();
    await card.locator('summary', { hasText: 'Scans' }).click();
    await expect(card.getByRole('row', { name: /^DAST/ })).toContainText('Scanned');
    await expect(card).not.toContainText(/block/i);
    await look(card, 'card-reports-light');
  });

  await test.step('with one request for all that is asked beside the merge request and the reports', async () => {
    const asked = gitlab.requests.slice(from).filter(({ auth }) => auth === 'session');
    const paths = asked
      .map(({ path }) => path.replace(/\?.*/, ''))
      .filter((path) => path.startsWith('/api/'));
    const project = `/api/v4/projects/${id(PROJECTS.checkout)}`;
    expect(paths.sort()).toEqual([
      '/api/graphql',
      `${project}/merge_requests/${mr.iid}`,
      `${project}/merge_requests/${mr.iid}/notes`,
      `${project}/repository/commits/${mr.sha}/statuses`,
    ]);
    expect(asked.filter(({ path }) => path.includes('/artifacts/download'))).toHaveLength(4);
  });

  await test.step('with another threshold, which stays', async () => {
    await card.getByLabel('Would fail on').selectOption('medium');
    await expect(card).toContainText('2 new findings at medium or above.');
    await page.goto(`${mr.url}?theme=dark`);
    await expect(card).toContainText('2 new findings at medium or above.');
    await look(card, 'card-reports-dark');
  });

  await test.step('on the lines of the changes too', async () => {
    await page.goto(`${mr.url}/diffs`);
    const marks = page.locator('[data-mr-gate-line]');
    await expect(marks).toHaveText(['line 4', 'line 9']);
    await expect(marks.first()).toHaveAttribute(
      'title',
      'New, at or above the threshold. Critical: SQL injection',
    );
  });

  const asked = gitlab.requests.slice(from);
  expect(asked.filter(({ auth }) => auth === 'token')).toEqual([]);
  expect(asked.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api'))).toEqual([]);
});
