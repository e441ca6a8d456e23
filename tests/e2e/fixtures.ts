import { test as base, expect } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import type { EmbeddedGitLab, GitLabOptions } from '../gitlab/embedded.ts';
import { startGitLab } from '../gitlab/start.ts';

/** Every test gets a GitLab and a Chromium with the built extension of its own. */
export const test = base.extend<{
  gitlabOptions: GitLabOptions;
  gitlab: EmbeddedGitLab;
  browser1: ExtensionBrowser;
}>({
  gitlabOptions: [{}, { option: true }],
  gitlab: async ({ gitlabOptions }, use) => {
    const gitlab = await startGitLab({ seed: 'demo', ...gitlabOptions });
    await use(gitlab);
    await gitlab.close();
  },
  browser1: async ({}, use) => {
    const browser = await launchChromium();
    await use(browser);
    await browser.close();
  },
});

export { expect };
