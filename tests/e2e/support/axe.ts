import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { look } from './look.ts';

/** The panel with its dialogs and menus. */
export const PANEL_HOST = '[data-mr-gate-host="panel"]';

/** Axe's rules about colours, which are all that a theme changes. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Axe finds nothing wrong in a page of ours, or in a part of GitLab's page that is ours, in the dark and the light
 * theme, changed as GitLab's own switch does, without a new page. Afterwards it is light. A part that is not there is
 * an error of axe's, so that nothing passes unseen.
 */
export async function expectAccessible(page: Page, name: string, part?: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    // Without motion nothing is halfway from one colour to the other.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.evaluate((dark) => {
      const { classList } = document.documentElement;
      classList.toggle('gl-dark', dark);
      classList.toggle('gl-light', !dark);
    }, theme === 'dark');
    // Names, roles and order were looked at in the dark.
    const found = await findings(page, part ?? null, theme === 'light' ? COLOUR_RULES : null);
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
    await look(page, `${name}-${theme}`);
  }
}

let source: string | undefined;

/**
 * What axe finds wrong, with all its rules or those named. Axe is read by a page once, not at each look: it is most of a
 * look's time. It does not look into frames, so that there may be none.
 */
async function findings(page: Page, part: string | null, rules: string[] | null): Promise<string[]> {
  expect(page.frames(), 'frames, which axe is not brought into').toHaveLength(1);
  if (await page.evaluate(() => !('axe' in globalThis))) {
    source ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(source);
  }
  return page.evaluate(
    async ({ part, rules }) => {
      const { axe: core } = globalThis as unknown as { axe: typeof axe };
      const { violations } = await core.run(part ?? document, {
        resultTypes: ['violations'],
        ...(rules ? { runOnly: rules } : {}),
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
      );
    },
    { part, rules },
  );
}
