import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const config = read('wxt.config.ts');

describe('the texts for the stores', () => {
  it('summarise in the manifest’s words, as short as stores want it', () => {
    const summary = /\*\*Summary\*\*.*\n(.+)\n/.exec(read('assets/store/listing.md'))?.[1] ?? '';
    expect(summary.length).toBeGreaterThan(20);
    expect(summary.length).toBeLessThanOrEqual(132);
    expect(config).toContain(`'${summary}'`);
  });

  it('give the reason of every permission that is asked for', () => {
    const reasons = read('assets/store/permissions.md');
    const asked = [...config.matchAll(/(?:permissions|optional_host_permissions): \[([^\]]+)\]/g)].flatMap(
      ([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
    );
    expect(asked).toContain('storage');
    for (const name of asked) expect(reasons, name).toContain(`\`${name}\``);
  });

  it.each(['listing', 'privacy'])('say whose it is not: %s', (name) => {
    expect(read(`assets/store/${name}.md`)).toMatch(/not affiliated with.* GitLab Inc\./);
  });
});
