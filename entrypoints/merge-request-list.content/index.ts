import { defineContentScript } from '#imports';
import { readPage } from '../../utils/gitlab/page/detect.ts';
import { loadPageTexts } from '../../utils/load-texts.ts';
import { showBadges } from './show-badges.ts';

/** The gate's state in lists of merge requests, of a project and of a group. Registered at run time, as the card is. */
export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  async main(ctx) {
    const page = readPage(document, location);
    if (page?.kind !== 'merge-request-list') return;
    await loadPageTexts(['list']);
    showBadges(page.baseUrl, ctx.signal);
  },
});
