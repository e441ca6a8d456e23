import { stopsIn } from './stops.ts';

/**
 * Leads Tab from a dialog's last stop to its first, and Shift+Tab back. The browser makes the page inert below a modal
 * `<dialog>`, yet leads from its ends into its own toolbars.
 */
export function keepFocusIn(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
  const from = event.target;
  // A dialog within this one keeps its own.
  if (!(from instanceof HTMLElement) || from.closest('dialog') !== dialog) return;
  const stops = stopsIn(dialog);
  const [first, last] = [stops[0], stops.at(-1)];
  if (!first || !last) return;
  const before = from.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING;
  const to = event.shiftKey ? (from === first || before ? last : null) : from === last ? first : null;
  if (!to) return;
  event.preventDefault();
  to.focus();
}
