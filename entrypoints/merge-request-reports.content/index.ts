import { defineContentScript } from '#imports';
import { cardWorld } from '../../utils/card/details.ts';
import { createSessionApi } from '../../utils/card/session-api.ts';
import { send } from '../../utils/message-client.ts';
import { evaluateReports } from '../../utils/reports/evaluate.ts';

/** Evaluates the reports of a repository that is not gated. Put into the tab by the worker, when the card asks for it. */
export default defineContentScript({
  registration: 'runtime',
  main() {
    cardWorld.mrGateReports = {
      async evaluate(place, chosen, signal) {
        if (chosen) await send('page.setUngatedDefault', { failOn: chosen });
        return evaluateReports(
          place,
          {
            api: createSessionApi({ baseUrl: place.baseUrl }),
            fetch,
            readPolicy: (text, project, day) => send('page.effectivePolicy', { text, project, day }),
            now: () => new Date(),
            ungated: () => send('page.ungatedDefault', {}),
          },
          signal,
        );
      },
    };
  },
});
