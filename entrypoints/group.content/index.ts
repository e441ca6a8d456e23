import { defineContentScript } from '#imports';
import { findGroupButtons } from '../../utils/gitlab/page/anchors.ts';
import { namesItself, readPage } from '../../utils/gitlab/page/detect.ts';
import { HOST_ATTRIBUTE, keepMounted } from '../../utils/gitlab/page/keep-mounted.ts';
import { loadPageTexts, PANEL_TEXTS } from '../../utils/load-texts.ts';
import { RequestFailed, send } from '../../utils/message-client.ts';
import { placeOf, tellOutcome } from '../../utils/page-outcome.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { createGroupButton } from './group-button.ts';

/**
 * Runs on every page of a GitLab that the user granted, and does nothing at all unless it is a group's. The
 * panel itself is another script, put into the tab when the button is pressed.
 */
export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  async main(ctx) {
    if (!namesItself(document, 'group')) return;
    const page = readPage(document, location);
    if (page?.kind !== 'group') return;
    await loadPageTexts(['group', 'errors', 'common']);
    if (ctx.signal.aborted) return;
    let button: HTMLElement | null = null;
    tellOutcome('panelButton', () => ({ place: placeOf(button), state: 'shown' }), ctx.signal);
    keepMounted({
      name: 'group-button',
      find: () => findGroupButtons(document),
      mount: () => {
        button = createGroupButton(document, () => openPanel(page.groupPath), ctx.signal);
        return button;
      },
      signal: ctx.signal,
    });
  },
});

/** @returns What went wrong, for people; null: the panel opens. */
async function openPanel(groupPath: string): Promise<string | null> {
  // They come while the panel's script is put into the page, which asks itself for what is not there.
  loadPageTexts(PANEL_TEXTS).catch(() => undefined);
  try {
    // Where the panel is open, its script closes it, and nothing has to be read.
    const isOpen = document.querySelector(`[${HOST_ATTRIBUTE}="panel"]`) !== null;
    await send('page.injectPanel', isOpen ? {} : { groupPath });
    return null;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return t('common.sentences', { first: error.error.what, rest: error.error.next });
  }
}
