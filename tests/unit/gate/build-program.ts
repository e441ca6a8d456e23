import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { leanPackages } from '../../../scripts/vite-lean-packages.ts';
import { minifyTwice } from '../../../scripts/vite-minify.ts';
import { nodeProgram } from '../../../scripts/vite-node-program.ts';
import { sharedDecision } from '../../../scripts/vite-shared-decision.ts';
import { sharedPackages } from '../../../scripts/vite-shared-packages.ts';
import { strictCode } from '../../../scripts/vite-strict-code.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CLI = new URL('../../../utils/gate-program/cli.ts', import.meta.url).pathname;

/** What `entrypoints/decision.ts`, `packages.ts` and `gate-job.ts` run, without WXT around it. The names tell the plugin who is built. */
const ENTRIES = {
  'decision.ts':
    "import { modules } from 'virtual:shared-decision';\nObject.assign(globalThis, { mrGateDecision: modules });\n",
  'packages.ts':
    "import { modules } from 'virtual:shared-packages';\nObject.assign(globalThis, { mrGatePackages: modules });\n",
  'gate-job.ts':
    `import process from 'node:process';\nimport { main } from ${JSON.stringify(CLI)};\n` +
    'void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });\n',
};

/** Builds the gate program as WXT does and the set-up commits it: what it shares, then the program. It takes seconds. */
export async function buildProgram(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-built-'));
  try {
    const parts: string[] = [];
    for (const [name, code] of Object.entries(ENTRIES)) {
      const entry = path.join(folder, name);
      writeFileSync(entry, code);
      await build({
        root: ROOT,
        configFile: false,
        logLevel: 'silent',
        plugins: [
          nodeProgram(),
          sharedPackages(),
          sharedDecision(),
          leanPackages(),
          strictCode(),
          minifyTwice(),
        ],
        build: {
          outDir: path.join(folder, 'out'),
          emptyOutDir: false,
          lib: { entry, formats: ['iife'], name: 'built', fileName: () => `${name}.js` },
        },
      });
      parts.push(readFileSync(path.join(folder, 'out', `${name}.js`), 'utf8'));
    }
    return parts.join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
