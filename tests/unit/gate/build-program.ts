import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { nodeProgram } from '../../../scripts/vite-node-program.ts';

/** The gate program as one script for browsers, as WXT builds it and the set-up commits it. */
export async function buildProgram(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-built-'));
  try {
    const cli = new URL('../../../utils/gate-program/cli.ts', import.meta.url).pathname;
    const entry = path.join(folder, 'entry.ts');
    writeFileSync(
      entry,
      `import process from 'node:process';\nimport { main } from ${JSON.stringify(cli)};\n` +
        'void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });\n',
    );
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [nodeProgram()],
      build: {
        outDir: path.join(folder, 'out'),
        lib: { entry, formats: ['iife'], name: 'gateJob', fileName: () => 'gate-job.js' },
      },
    });
    return readFileSync(path.join(folder, 'out/gate-job.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
