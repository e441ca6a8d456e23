import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../utils/texts/language.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const config = read('wxt.config.ts');
const described = (language: string): string =>
  (
    JSON.parse(read(`assets/public/_locales/${language}/messages.json`)) as {
      description: { message: string };
    }
  ).description.message;

describe('the texts for the stores', () => {
  it('summarise in the manifest’s words, as short as stores want it', () => {
    const summary = /\*\*Summary\*\*.*\n(.+)\n/.exec(read('assets/store/listing.md'))?.[1] ?? '';
    expect(summary.length).toBeGreaterThan(20);
    expect(summary.length).toBeLessThanOrEqual(132);
    expect(config).toContain("description: '__MSG_description__'");
    expect(described('en')).toBe(summary);
  });

  it.each(LANGUAGES)('describe the extension in %s, as short as stores want it', (language) => {
    expect(described(language).length).toBeGreaterThan(20);
    expect(described(language).length).toBeLessThanOrEqual(132);
    expect(read('assets/store/listing.md')).toContain(`\n${described(language)}\n`);
  });

  it('come with pictures in the size that stores take', () => {
    const folder = new URL('../../../assets/store/screenshots/', import.meta.url);
    const sizes = readdirSync(folder).map((name) => {
      const png = readFileSync(new URL(name, folder));
      expect(png.subarray(1, 4).toString('latin1'), name).toBe('PNG');
      // The header chunk: width and height, four bytes each.
      return `${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`;
    });
    expect(sizes.length).toBeGreaterThanOrEqual(1);
    expect(sizes.length).toBeLessThanOrEqual(5);
    expect(new Set(sizes)).toEqual(new Set(['1280 × 800']));
    expect(read('assets/store/listing.md')).toContain('1280 × 800');
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
