import { browser } from '#imports';
import type { Sight } from '../../components/popup/popup-state.ts';
import { probeGitLab } from '../../utils/gitlab/page/probe.ts';
import { type PageOutcomes, readOutcomes } from '../../utils/page-outcome.ts';

/**
 * What the tab shows: the given one, else the active tab, which pressing the button has just opened to us
 * (`activeTab`). Recognised by its markup, whatever its host is called.
 */
export async function lookAtTab(tabId: number | null): Promise<Sight> {
  const tab = tabId === null ? await activeTab() : { id: tabId, url: undefined };
  if (tab?.id === undefined) return { kind: 'restricted' };
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId: tab.id }, func: probeGitLab });
    if (frame?.result) return { kind: 'gitlab', gitlab: frame.result, outcomes: await askScripts(tab.id) };
    const url = tab.url ?? (await browser.tabs.get(tab.id)).url;
    return url && /^https?:/.test(url) ? { kind: 'other', url } : { kind: 'restricted' };
  } catch {
    return { kind: 'restricted' };
  }
}

/** undefined: they could not be asked. */
async function askScripts(tabId: number): Promise<PageOutcomes | null | undefined> {
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: readOutcomes });
    return frame && (frame.result ?? null);
  } catch {
    return undefined;
  }
}

async function activeTab(): Promise<{ id?: number | undefined; url?: string | undefined } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}
