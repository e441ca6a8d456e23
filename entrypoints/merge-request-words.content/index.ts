import { defineContentScript } from '#imports';
import { cardWorld } from '../../utils/card/details.ts';
import { understand } from '../../utils/card/understand.ts';

/** What the gate says, in other languages than English. Put into the tab by the worker, when a card quotes the gate. */
export default defineContentScript({
  registration: 'runtime',
  main() {
    cardWorld.mrGateWords = { understand };
  },
});
