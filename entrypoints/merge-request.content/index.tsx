import { defineContentScript } from '#imports';
import { readPage } from '../../utils/gitlab/page/detect.ts';
import { onNavigated } from '../../utils/gitlab/page/navigation.ts';
import { whenParsed } from '../../utils/gitlab/page/when-parsed.ts';
import { type MergeRequestPage, mountCard } from './mount-card.tsx';

/**
 * The gate card on merge request pages. Registered at run time for each GitLab that the user has allowed (no
 * `matches`: they would become required host permissions). On a page that only looks like a merge request by
 * its address it looks once and is done.
 */
export default defineContentScript({
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  // Its requests are on their way before GitLab's own scripts have run.
  runAt: 'document_start',
  main(ctx) {
    let shown: { page: MergeRequestPage; controller: AbortController } | null = null;

    const look = () => {
      const page = readPage(document, location);
      const next = page?.kind === 'merge-request' ? page : null;
      if (shown && next && isSame(shown.page, next)) return;
      shown?.controller.abort();
      shown = null;
      if (!next) return;
      const controller = new AbortController();
      shown = { page: next, controller };
      mountCard(next, AbortSignal.any([controller.signal, ctx.signal]));
    };

    const start = () => {
      look();
      if (readPage(document, location)) onNavigated(look, ctx.signal);
    };
    whenParsed(start, ctx.signal);
  },
});

function isSame(a: MergeRequestPage, b: MergeRequestPage): boolean {
  return a.baseUrl === b.baseUrl && a.projectPath === b.projectPath && a.iid === b.iid;
}
