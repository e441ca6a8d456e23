import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

/** What ships: `npm test` builds all three before this runs. */
const manifest = (target: string) =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../../.output/${target}/manifest.json`), 'utf8'),
  ) as Record<string, unknown>;

const PERMISSIONS = ['storage', 'alarms', 'scripting', 'activeTab'];

for (const target of ['chrome-mv3', 'edge-mv3', 'firefox-mv3']) {
  test(`${target}: no host is required, nothing is open to pages, and no permission crept in`, () => {
    const found = manifest(target);
    expect(found.manifest_version).toBe(3);
    expect(found.host_permissions ?? []).toEqual([]);
    expect(found.content_scripts ?? []).toEqual([]);
    expect(found.web_accessible_resources ?? []).toEqual([]);
    expect(found.externally_connectable).toBeUndefined();
    expect(found.permissions).toEqual(PERMISSIONS);
    expect(found.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
    expect(Object.keys(found).sort()).toEqual(
      [
        'action',
        'background',
        ...(target === 'firefox-mv3' ? ['browser_specific_settings'] : []),
        'description',
        'icons',
        'manifest_version',
        'name',
        'options_ui',
        'optional_host_permissions',
        'permissions',
        'short_name',
        'version',
      ].sort(),
    );
  });
}

test('Firefox gets an event page and says that no data is collected', () => {
  const found = manifest('firefox-mv3') as {
    background: { scripts?: string[]; service_worker?: string };
    browser_specific_settings: { gecko: { data_collection_permissions: { required: string[] } } };
  };
  expect(found.background.scripts).toEqual(['packages.js', 'background.js']);
  expect(found.background.service_worker).toBeUndefined();
  expect(found.browser_specific_settings.gecko.data_collection_permissions.required).toEqual(['none']);
});
