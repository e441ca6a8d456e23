import { rich, say } from '../../utils/texts/page-texts.ts';
import type { Text } from '../../utils/texts/types.ts';
import { safeText } from '../ui/safe-text.ts';

/** A text that may be, or hold, the gate's own words: those are English, whatever the page's language is. */
export function GateSaid({ text, cap }: { text: Text; cap: number }) {
  if (typeof text === 'string') return <span lang="en">{safeText(text, cap)}</span>;
  const gate = text.id === 'card.could_not_tell' && text.with?.gate;
  if (typeof gate !== 'string') return <>{safeText(say(text), cap)}</>;
  return <>{rich('card.could_not_tell', { gate: <span lang="en">{safeText(gate, cap)}</span> })}</>;
}
