import type { Page } from '@playwright/test';
import { marked, RAPID } from './changes-page.ts';
import { type Emit, rounded } from './figure.ts';

const NAVIGATIONS = 50;

/**
 * From one merge request to another, which loads a page, and between its tabs, which GitLab switches without: the
 * changes with all their marks, the commits, the overview.
 */
export async function navigations(page: Page, urls: readonly [string, string], emit: Emit): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const tab = (name: string) => page.locator(`.merge-request-tabs a[data-action="${name}"]`).click();
  const card = () => page.locator('mr-gate-card .mrg-card').waitFor();
  /** Five navigations, which end where they began. */
  const goRound = async (): Promise<void> => {
    const [large, other] = urls;
    await page.goto(`${large}?rapid_diffs=true`);
    await card();
    await tab('diffs');
    await marked(page, { name: 'rapid-inline', query: '', ...RAPID });
    await tab('commits');
    await tab('show');
    await card();
    await page.goto(other);
    await card();
  };
  // What is loaded once, and kept, is loaded by then.
  for (let round = 0; round < 2; round++) await goRound();
  const before = await heap();
  for (let done = 0; done < NAVIGATIONS; done += 5) await goRound();
  emit({
    name: `card.memory.${NAVIGATIONS}-navigations`,
    value: rounded(((await heap()) - before) / 1e6),
    unit: 'MB more than before, marks and two merge requests included',
    budget: 1,
  });
  await page.goto(`${urls[0]}?rapid_diffs=true`);
  await card();
  const within = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await tab('diffs');
      await marked(page, { name: 'rapid-inline', query: '', ...RAPID });
      await tab('show');
      await card();
    }
  };
  await within(3);
  const inPage = await heap();
  await within(NAVIGATIONS / 2);
  emit({
    name: `card.memory.${NAVIGATIONS}-tabs`,
    value: rounded(((await heap()) - inPage) / 1e6),
    unit: 'MB more than before, between the changes with their marks and the overview of one page',
    budget: 1,
  });
}
