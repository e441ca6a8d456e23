import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../browser/chromium.ts';
import { api } from '../demo/api.ts';
import { openMergeRequest, visitAs } from '../e2e/support/verdict.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { addPipeline } from '../support/add-pipeline.ts';
import { type Bench, median, rounded } from './figure.ts';
import { LATENCY_MS } from './setting.ts';

const FINDINGS = 500;
const NEW = 50;
const TIMES = 7;

/** How soon a merge request that is not gated shows what the gate would say: three reports of head and of base. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'demo' });
  const browser = await launchChromium();
  const folder = await mkdtemp(join(tmpdir(), 'mr-gate-bench-'));
  try {
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'reports', { 'src/app.ts': 'one\n' });
    const main = await api<{ commit: { id: string } }>(
      gitlab.url,
      TOKENS.devApi,
      `/projects/${mr.projectId}/repository/branches/main`,
    );
    const of = { projectId: mr.projectId };
    await addPipeline(gitlab, { ...of, sha: main.commit.id, ref: 'main' }, folder, jobs(0));
    await addPipeline(gitlab, { ...of, sha: mr.sha, ref: 'reports' }, folder, jobs(NEW));
    const page = await visitAs(browser, gitlab, 'dev');
    gitlab.setLatency(LATENCY_MS);
    const times: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      await page.goto(mr.url, { waitUntil: 'domcontentloaded' });
      times.push(
        await page.evaluate(
          (expected) =>
            new Promise<number>((resolve) => {
              const [navigation] = performance.getEntriesByType(
                'navigation',
              ) as PerformanceNavigationTiming[];
              const look = () => {
                const shadow = document.querySelector('mr-gate-card')?.shadowRoot;
                const said = shadow?.querySelector('.mrg-card__sentence')?.textContent ?? '';
                if (said.includes(expected)) resolve(performance.now() - (navigation?.domInteractive ?? 0));
                else requestAnimationFrame(look);
              };
              look();
            }),
          `${3 * NEW} new findings`,
        ),
      );
    }
    emit({
      name: `card.reports.${FINDINGS}`,
      value: rounded(median(times), 0),
      unit: 'ms from DOM interactive, median',
      budget: 1500,
    });
  } finally {
    await browser.close();
    await gitlab.close();
    await rm(folder, { recursive: true });
  }
};
export default bench;

/** Three jobs with a report each; the first findings of each are `shift` further than those of the other side. */
function jobs(shift: number): Record<string, Record<string, unknown>> {
  const report = (type: string, place: (at: number) => unknown) => ({
    version: '15.2.2',
    scan: { type, status: 'success', scanner: { id: type, name: type, version: '1.0.0' } },
    vulnerabilities: Array.from({ length: FINDINGS }, (_, index) => {
      const at = index + shift;
      return {
        id: `v${at}`,
        name: `Finding ${at}`,
        description: `What the scanner says of finding ${at}. `.repeat(8),
        severity: 'High',
        location: place(at),
        identifiers: [
          { type: `${type}_id`, name: `rule-${at}`, value: `rule-${at}` },
          { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
        ],
      };
    }),
  });
  const line = (at: number) => ({ file: `src/part-${at % 40}.ts`, start_line: 1 + at });
  const dependency = (at: number) => ({
    file: 'package-lock.json',
    dependency: { package: { name: `package-${at}` }, version: '1.0.0' },
  });
  return {
    semgrep: { sast: report('sast', line) },
    secrets: { secret_detection: report('secret_detection', line) },
    gemnasium: { dependency_scanning: report('dependency_scanning', dependency) },
  };
}
