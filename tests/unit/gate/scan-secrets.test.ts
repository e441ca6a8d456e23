// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '../../../utils/gate/version.ts';
import { SECRETLINT_VERSION, SecretScanner } from '../../../utils/gate-program/scan-secrets.ts';
import { awsKey, githubToken } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(files: Record<string, string | Buffer>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const SHA = 'a'.repeat(40);
const scan = (project = 1) => new SecretScanner({ project }).scan(folder, SHA);

type Vulnerability = Record<string, unknown> & {
  location: { file: string; start_line: number };
  identifiers: { type: string; value: string }[];
  tracking: { items: { signatures: { value: string }[] }[] };
};
const all = async (project?: number) => (await scan(project)).vulnerabilities as Vulnerability[];
const signature = (v: Vulnerability | undefined) => v?.tracking.items[0]?.signatures[0]?.value;

describe('scanning for secrets', () => {
  it('finds them with file and line, and never says them', async () => {
    put({ 'a/b.ts': `one\ntwo\nconst t = '${githubToken(1)}';\n`, 'c.env': `${awsKey(1)}\n` });
    const report = await scan();
    const found = report.vulnerabilities as Vulnerability[];
    expect(found.map((v) => [v.name, v.severity, v.location.file, v.location.start_line])).toEqual([
      ['GitHub token', 'Critical', 'a/b.ts', 3],
      ['AWS secret access key', 'Critical', 'c.env', 1],
    ]);
    expect(JSON.stringify(report)).not.toContain(githubToken(1));
    expect(JSON.stringify(report)).not.toContain(awsKey(1).split(' = ')[1]);
  });

  it('writes what the schema of GitLab 15.2 requires', async () => {
    put({ 'c.env': `${awsKey(1)}\n` });
    const report = await scan();
    expect(report.version).toMatch(/^15\.2\.\d+$/);
    const tool = { id: expect.any(String), name: expect.any(String), version: expect.any(String) };
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(report.scan).toMatchObject({
      type: 'secret_detection',
      status: 'success',
      start_time: time,
      end_time: time,
      scanner: { ...tool, vendor: { name: expect.any(String) } },
      analyzer: { ...tool, vendor: { name: expect.any(String) } },
    });
    expect(report.vulnerabilities[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      location: { file: 'c.env', start_line: 1, end_line: 1, commit: { sha: SHA } },
      identifiers: [
        { type: 'secretlint_rule_id', value: 'aws/AWSSecretAccessKey' },
        { type: 'cwe', value: '798' },
      ],
    });
  });

  it('tells secrets apart by their value, wherever they stand, and differently in each project', async () => {
    const two = githubToken(2);
    put({ 'a.ts': `'${githubToken(1)}'`, 'b.ts': `\n\n'${githubToken(1)}'`, 'c.ts': `'${two}'` });
    const [a, b, c] = await all();
    expect(signature(a)).toBe(signature(b));
    expect(signature(a)).not.toBe(signature(c));
    expect(signature((await all(2))[0])).not.toBe(signature(a));
  });

  it('leaves no file out for what it looks like', async () => {
    const utf16 = (text: string) => Buffer.from(text, 'utf16le');
    const token = `\n${githubToken(1)}\n`;
    put({
      'binary.png': Buffer.concat([Buffer.alloc(500), Buffer.from(token)]),
      'joined.bin': Buffer.from(`user\0${githubToken(1)}\0`.padStart(90, '\0')),
      'large.txt': token.padEnd(4_900_000, 'x'),
      'marked.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(token)]),
      // A mark that is a lie, and wide characters without one.
      'lie.txt': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(token)]),
      'wide.txt': utf16(token),
      'zero.txt': `\0${token}`,
      'latin1.txt': Buffer.from(`\u00e9 ${token}`, 'latin1'),
      'empty.txt': '',
      'fine.txt': 'nothing here',
    });
    const report = await scan();
    const found = (report.vulnerabilities as Vulnerability[]).map(({ location }) => location.file);
    expect(found).toEqual([
      'binary.png',
      'joined.bin',
      'large.txt',
      'latin1.txt',
      'lie.txt',
      'marked.txt',
      'wide.txt',
      'zero.txt',
    ]);
    expect(new Set((report.vulnerabilities as Vulnerability[]).map(signature)).size).toBe(1);
    expect(report.scan.messages).toBeUndefined();
  });

  it('names the versions that are installed', () => {
    const require = createRequire(import.meta.url);
    const { version, dependencies } = require('../../../package.json');
    expect(VERSION).toBe(version);
    expect(SECRETLINT_VERSION).toBe(dependencies['@secretlint/core']);
    expect(SECRETLINT_VERSION).toBe(dependencies['@secretlint/secretlint-rule-preset-recommend']);
  });
});
