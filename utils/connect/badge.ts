import { browser } from '#imports';

/** Marks the toolbar button where tokens want attention, so that nobody has to open the popup to find out. */
export async function showAttention(connections: number): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: '#ab6100' });
  await browser.action.setBadgeText({ text: connections > 0 ? '!' : '' });
  await browser.action.setTitle({
    title: connections > 0 ? 'MR Gate: a token has ended or ends soon' : 'MR Gate',
  });
}
