import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { GateOf } from '../../utils/card/card-types.ts';
import type { CardPlace } from '../../utils/card/links.ts';

/** What an open card's parts act with; null: there is no gate to ask. */
export interface Act {
  gate: GateOf;
  place: CardPlace;
  onChanged: () => void;
}

export const ActContext = createContext<Act | null>(null);

export function useAct(): Act | null {
  return useContext(ActContext);
}
