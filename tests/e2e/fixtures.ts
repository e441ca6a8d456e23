import { test as base, expect } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { startOver } from '../browser/start-over.ts';
import type { EmbeddedGitLab, GitLabOptions } from '../gitlab/embedded.ts';
import { startGitLab } from '../gitlab/start.ts';

/** Every test gets a GitLab of its own, and a Chromium in which the built extension was just installed. */
export const test = base.extend<
  { gitlabOptions: GitLabOptions; gitlab: EmbeddedGitLab; browser1: ExtensionBrowser },
  { chromium1: ExtensionBrowser }
>({
  gitlabOptions: [{}, { option: true }],
  gitlab: async ({ gitlabOptions }, use) => {
    const gitlab = await startGitLab({ seed: 'demo', ...gitlabOptions });
    await use(gitlab);
    await gitlab.close();
  },
  chromium1: [
    async ({}, use) => {
      // A turning circle is drawn 60 times a second, by the processor here. The main job is done with motion.
      const browser = await launchChromium({ reducedMotion: 'reduce' });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  browser1: async ({ chromium1 }, use) => {
    await use(chromium1);
    await startOver(chromium1);
  },
});

export { expect };
