import { defineContentScript } from '#imports';
import { readMergeRequest } from '../../utils/gitlab/page/merge-request-page.ts';
import { onNavigated } from '../../utils/gitlab/page/navigation.ts';
import type { MergeRequestPage } from '../../utils/gitlab/page/page-kind.ts';
import { looksLikeGitLab } from '../../utils/gitlab/page/recognise.ts';
import { whenParsed } from '../../utils/gitlab/page/when-parsed.ts';
import { mountCard } from './mount-card.tsx';

/**
 * The gate card on merge request pages. Registered at run time for each GitLab that the user has allowed (no
 * `matches`: they would become required host permissions). On a page that only looks like a merge request by
 * its address it looks once and is done.
 */
export default defineContentScript({
  registration: 'runtime',
  // Its requests are on their way before GitLab's own scripts have run.
  runAt: 'document_start',
  main(ctx) {
    let shown: MergeRequestPage | null = null;
    let controller: AbortController | undefined;

    const look = () => {
      const page = readMergeRequest(document, location);
      if (JSON.stringify(page) === JSON.stringify(shown)) return;
      controller?.abort();
      shown = page;
      if (!page) return;
      controller = new AbortController();
      mountCard(page, AbortSignal.any([controller.signal, ctx.signal]));
    };

    const start = () => {
      look();
      if (shown || looksLikeGitLab(document)) onNavigated(look, ctx.signal);
    };
    whenParsed(start, ctx.signal);
  },
});
