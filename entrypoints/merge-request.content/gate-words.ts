import type { CardState } from '../../utils/card/card-types.ts';
import { cardWorld } from '../../utils/card/details.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import { pageLanguage, say } from '../../utils/texts/page-texts.ts';
import { loadWords } from './load-details.ts';

/**
 * What the gate says is English: other readers have it so until their words for it have come.
 *
 * @param onLoaded they have
 * @returns what is read, as this reader is to see it
 */
export function inReadersWords(onLoaded: () => void): (read: CardSnapshot) => CardSnapshot {
  let asked = false;
  return (read) => {
    const { state } = read;
    // What is said of reports comes as texts, in no language yet.
    if (!state || state.reports || pageLanguage() === 'en' || !quotesGate(state)) return read;
    const { mrGateWords } = cardWorld;
    if (mrGateWords) return { ...read, state: mrGateWords.understand(state, say) };
    // Where they can't be had, the card does without.
    if (!asked) loadWords().then(onLoaded, () => {});
    asked = true;
    return read;
  };
}

function quotesGate({ kind, verdict }: CardState) {
  return (
    kind === 'error' ||
    verdict?.notEnforced ||
    verdict?.scans.some(({ cause }) => cause) ||
    Object.values(verdict?.findings ?? {}).some((found) => found.length)
  );
}
