import { defineContentScript } from '#imports';
import { cardWorld } from '../../utils/card/details.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import { accessWorld, type PageAccess } from '../../utils/page-access.ts';
import { type EvaluateOptions, evaluateReports } from '../../utils/reports/evaluate.ts';

/** Reads the reports of a repository that is not gated, and has them judged by the worker. Put into the tab by the worker, when the card or the panel asks for it. */
export default defineContentScript({
  registration: 'runtime',
  main() {
    const graphql = { refused: false };
    const read = (
      place: CardPlace,
      signal: AbortSignal,
      more: Pick<EvaluateOptions, 'mergeRequest' | 'settings'>,
    ) => {
      const { pageApi, pageFetch, send } = access();
      return evaluateReports(
        place,
        {
          api: pageApi(place.baseUrl),
          fetch: pageFetch(place.baseUrl),
          judge: (read) => send('page.judgeReports', read),
          now: () => new Date(),
          graphql,
          ...more,
        },
        signal,
      );
    };
    cardWorld.mrGateReports = {
      async evaluate(place, mergeRequest, chosen, signal) {
        if (chosen) await access().send('page.setUngatedDefault', { failOn: chosen });
        return read(place, signal, mergeRequest ? { mergeRequest } : {});
      },
      async judge(place, settings, signal) {
        const { state, running } = await read(place, signal, { settings });
        return running ? null : (state?.verdict ?? null);
      },
    };
  },
});

function access(): PageAccess {
  const { mrGateAccess } = accessWorld;
  if (!mrGateAccess) throw new Error('Who asks for reports gives access to them');
  return mrGateAccess;
}
