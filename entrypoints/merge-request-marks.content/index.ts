import { defineContentScript } from '#imports';
import { cardWorld } from '../../utils/card/details.ts';
import { markChanges } from './mark-changes.ts';

/** Marks findings in the changes. Put into the tab by the worker when the card has a verdict with something to mark. */
export default defineContentScript({
  registration: 'runtime',
  main() {
    cardWorld.mrGateMarks = { markChanges };
  },
});
