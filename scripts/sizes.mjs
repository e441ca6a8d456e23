/** Prints the size of each bundle and fails where one is over its budget. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesFor } from '../utils/connect/content-scripts.ts';

const OUT = join(import.meta.dirname, '..', '.output', process.argv[2] ?? 'chrome-mv3');

/** All that an open page at this address gets before anybody does anything. */
const pageAt = (path) => filesFor(`https://gitlab.example${path}`).map((file) => file.slice(1));

/** What a browser loads for each part, and how much of it there may be, in kB after gzip. */
const BUDGETS = [
  { part: 'worker', files: ['background.js', 'decision.js', 'packages.js'], kB: 130 },
  // Chunks and styles that are not the one's or the other's alone are shared by both.
  { part: 'popup', files: ['popup.html', 'ui.js', /^(?:chunks|assets)\/(?!options\.|welcome\.)/], kB: 40 },
  { part: 'options', files: ['options.html', 'ui.js', /^(?:chunks|assets)\/(?!popup\.|welcome\.)/], kB: 40 },
  { part: 'welcome', files: ['welcome.html', 'ui.js', /^(?:chunks|assets)\/(?!popup\.|options\.)/], kB: 40 },
  { part: 'group page', files: pageAt('/acme'), kB: 10 },
  { part: 'Configure Scans panel', files: ['ui.js', 'content-scripts/panel.js'], kB: 60 },
  { part: 'merge request page', files: pageAt('/acme/app/-/merge_requests/1'), kB: 25 },
  { part: 'card details, on demand', files: ['ui.js', 'content-scripts/merge-request-details.js'], kB: 32 },
  { part: 'marks, on demand', files: ['content-scripts/merge-request-marks.js'], kB: 8 },
  {
    part: 'words of the gate, on demand',
    files: ['decision.js', 'content-scripts/merge-request-words.js'],
    kB: 20,
  },
  { part: 'reports, on demand', files: ['content-scripts/merge-request-reports.js'], kB: 12 },
  { part: 'merge request list', files: pageAt('/acme/app/-/merge_requests'), kB: 12 },
  { part: 'gate program', files: ['decision.js', 'packages.js', 'gate-job.js'], kB: 140 },
];

const all = readdirSync(OUT, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => statSync(join(OUT, name)).isFile());
let over = 0;
console.log('bundle                    raw kB    gzip kB    budget');
for (const { part, files, kB } of BUDGETS) {
  const names = all.filter((name) => files.some((f) => (typeof f === 'string' ? f === name : f.test(name))));
  if (names.length === 0 || !existsSync(OUT)) {
    console.error(`${part}: nothing was built for it (${files.join(', ')})`);
    over++;
    continue;
  }
  const contents = names.map((name) => readFileSync(join(OUT, name)));
  const raw = contents.reduce((sum, c) => sum + c.length, 0) / 1000;
  const gzip = contents.reduce((sum, c) => sum + gzipSync(c, { level: 9 }).length, 0) / 1000;
  const verdict = gzip > kB ? '  OVER BUDGET' : '';
  console.log(
    `${part.padEnd(24)}${raw.toFixed(1).padStart(8)}${gzip.toFixed(1).padStart(11)}${String(kB).padStart(10)}${verdict}`,
  );
  if (gzip > kB) over++;
}
process.exit(over === 0 ? 0 : 1);
