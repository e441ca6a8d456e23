import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
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
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    // Names, roles and order were looked at in the dark.
    if (theme === 'light') axe.withRules(COLOUR_RULES);
    const { violations } = await (part ? axe.include(part) : axe).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
    await look(page, `${name}-${theme}`);
  }
}
