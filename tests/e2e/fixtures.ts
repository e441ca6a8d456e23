import { test as base, expect } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { startOver } from '../browser/start-over.ts';
import type { EmbeddedGitLab, GitLabOptions } from '../gitlab/embedded.ts';
import { startGitLab } from '../gitlab/start.ts';
import type { World } from '../gitlab/world/types.ts';
import { startGatedGitLab } from './support/group.ts';

/**
 * Every test gets a GitLab of its own, and a Chromium in which the built extension was just installed. All tests know
 * of the same fixtures of a worker, whether they ask for them or not: where they differ, Playwright starts another
 * worker with another Chromium.
 */
export const test = base.extend<
  { gitlabOptions: GitLabOptions; gitlab: EmbeddedGitLab; browser1: ExtensionBrowser },
  { chromium1: ExtensionBrowser; gated: EmbeddedGitLab }
>({
  gitlabOptions: [{}, { option: true }],
  gitlab: async ({ gitlabOptions }, use) => {
    const gitlab = await startGitLab({
      seed: 'demo',
      // Its own failures, of which a browser hears a number alone.
      log: (line) => void (line.startsWith('500') && console.error(line)),
      ...gitlabOptions,
    });
    await use(gitlab);
    await gitlab.close();
  },
  chromium1: [
    async ({}, use) => {
      // A turning circle is drawn 60 times a second, by the processor here. The main job is done with motion.
      const browser = await launchChromium({ reducedMotion: 'reduce' });
      // Now, that it never comes in front of a test's page: what is behind is hardly drawn, and actions wait for that.
      await browser.ownPage();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  gated: [
    async ({ chromium1 }, use) => {
      const gitlab = await startGatedGitLab(chromium1);
      await use(gitlab);
      await gitlab.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  browser1: async ({ chromium1 }, use) => {
    await use(chromium1);
    await startOver(chromium1);
  },
});

/**
 * Tests over a GitLab that is set up already and gates `PROJECTS.checkout`. There is one per worker, shared by the
 * files, since making it takes seconds: a test puts back what it changes, or uses repositories that no other does.
 */
export const gatedTest = test.extend<{ settled: undefined }>({
  settled: [
    async ({ gated }, use) => {
      // What the test before it set off, pipelines of the gate above all, has ended.
      await gated.settled();
      const before = new Set(open(gated.world));
      await use(undefined);
      // The gate would look at them again, a pipeline for each, whenever another test changes the policy.
      for (const mergeRequest of open(gated.world)) {
        if (before.has(mergeRequest)) continue;
        mergeRequest.state = 'closed';
        mergeRequest.closedAt = new Date().toISOString();
      }
    },
    { auto: true },
  ],
});

function open({ mergeRequests }: World): World['mergeRequests'] {
  return mergeRequests.filter(({ state }) => state === 'opened');
}

export { expect };
