import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../..');
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
/** What ships: `npm test` builds all three before this runs. */
const manifest = (target: string) => readJson(join(ROOT, '.output', target, 'manifest.json'));

for (const target of ['chrome-mv3', 'edge-mv3', 'firefox-mv3']) {
  test(`${target}: the manifest is the one that was looked at, value by value`, () => {
    const { version, ...found } = manifest(target);
    const { version: _, ...expected } = readJson(join(import.meta.dirname, 'manifests', `${target}.json`));
    // A change that is meant is made in tests/e2e/manifests too, where a reviewer sees it.
    expect(found).toEqual(expected);
    expect(version).toBe(readJson(join(ROOT, 'package.json')).version);
  });

  test(`${target}: no host is required, nothing is open to pages, and what it names is there`, () => {
    const found = manifest(target);
    expect(found.host_permissions ?? []).toEqual([]);
    expect(found.content_scripts ?? []).toEqual([]);
    expect(found.web_accessible_resources ?? []).toEqual([]);
    expect(found.externally_connectable).toBeUndefined();
    // None of its own: the browsers' default lets no script run that is not in the package.
    expect(found.content_security_policy).toBeUndefined();
    const files = JSON.stringify(found).match(/[\w/-]+\.(?:png|html|js)/g) ?? [];
    expect(files.length).toBeGreaterThan(6);
    expect(files.filter((file) => !existsSync(join(ROOT, '.output', target, file)))).toEqual([]);
  });
}
