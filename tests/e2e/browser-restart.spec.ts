import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../browser/chromium.ts';
import { expect, test } from './fixtures.ts';
import { addBulk, allAreGatedOnce, planForAll } from './support/bulk.ts';

const REPOS = 60;

test.setTimeout(180_000);

test('the browser is closed in the middle of an apply: started again, it goes on without any page', async ({
  gitlab,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'mr-gate-profile-'));
  try {
    const ids = addBulk(gitlab, REPOS);
    const hooks = () => gitlab.world.hooks.filter(({ projectId }) => ids.includes(projectId)).length;
    const first = await launchChromium({ profile, reducedMotion: 'reduce' });
    try {
      const group = await planForAll(first, gitlab, REPOS);
      gitlab.setLatency(100);
      await group.plan.getByTestId('apply').click();
      await expect.poll(hooks, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(5);
    } finally {
      await first.close();
    }
    // What was on its way arrives; nothing comes after it.
    await gitlab.settled();
    const before = hooks();
    expect(before).toBeLessThan(REPOS);

    const second = await launchChromium({ profile, welcome: true });
    try {
      // Alarms of Chromium fire a minute after they were set at the latest.
      await expect(() => allAreGatedOnce(gitlab, ids)).toPass({ timeout: 90_000 });
    } finally {
      await second.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
