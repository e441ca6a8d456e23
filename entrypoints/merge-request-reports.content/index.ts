import { defineContentScript } from '#imports';
import { cardWorld } from '../../utils/card/details.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import { understand } from '../../utils/card/understand.ts';
import { send } from '../../utils/message-client.ts';
import { pageApi, pageFetch } from '../../utils/page-session.ts';
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
    ) =>
      evaluateReports(
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
    cardWorld.mrGateReports = {
      async evaluate(place, mergeRequest, chosen, signal) {
        if (chosen) await send('page.setUngatedDefault', { failOn: chosen });
        return read(place, signal, mergeRequest ? { mergeRequest } : {});
      },
      understand,
      async judge(place, settings, signal) {
        const { state, running } = await read(place, signal, { settings });
        return running ? null : (state?.verdict ?? null);
      },
    };
  },
});
