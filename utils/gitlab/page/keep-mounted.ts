import type { Anchor } from './anchors.ts';

export interface KeepMountedOptions {
  /** Tells our hosts apart and finds stale copies: `gate-card`. One per name and document. */
  name: string;
  find: () => Anchor | null;
  /**
   * Makes the host element, with everything in it. Called once, when there is an anchor for the first time;
   * it must not insert the element. The same element is put back whenever the page drops it, so that what
   * is inside keeps its state. Effects end with `signal`.
   */
  mount: (anchor: Anchor) => HTMLElement;
  /** The host was put into the page, or elsewhere in it. */
  onPlaced?: () => void;
  /** When it aborts, the host is removed and nothing is watched any more. */
  signal: AbortSignal;
  document?: Document;
}

export const HOST_ATTRIBUTE = 'data-mr-gate-host';

/**
 * Keeps exactly one host element in the page while the page re-renders around it.
 *
 * Page frameworks swap an anchor within one batch of mutations, so asking "is the anchor still there" is not
 * enough: what counts is whether our host is connected. Looks are batched to one per frame: a page that
 * removes us in its own observer cannot be drawn into an endless loop. When a better anchor turns up (GitLab's widget
 * mounts late) the host moves there.
 */
export function keepMounted(options: KeepMountedOptions): void {
  const { name, find, mount, onPlaced, signal, document = globalThis.document } = options;
  if (signal.aborted) return;
  const view = document.defaultView;
  if (!view) return;
  const selector = `[${HOST_ATTRIBUTE}="${name}"]`;
  let host: HTMLElement | null = null;
  let rank = Number.POSITIVE_INFINITY;
  let cancelLook: (() => void) | null = null;

  const look = () => {
    cancelLook = null;
    if (signal.aborted) return;
    const anchor = find();
    if (anchor && !(host?.isConnected && anchor.rank >= rank)) {
      host ??= mount(anchor);
      // A copy can come from the page (it cached and restored its HTML) or from an extension now updated.
      for (const other of document.querySelectorAll(selector)) if (other !== host) other.remove();
      rank = anchor.rank;
      place(host, anchor);
      host.setAttribute(HOST_ATTRIBUTE, name);
      onPlaced?.();
    }
    watch();
  };

  const observer = new view.MutationObserver(() => {
    cancelLook ??= nextFrame(view, look);
  });

  /**
   * A better anchor than the first two comes where they stand, so that what can happen there happens to the host or one of
   * its ancestors, and these are watched alone: a page that streams (Rapid Diffs) is parsed into the document node by node,
   * and who watches all of it is told of each.
   */
  const watch = () => {
    observer.disconnect();
    const subtree = !host?.isConnected || rank > 1;
    for (let at: Node | null | undefined = subtree ? document : host?.parentNode; at; at = at.parentNode)
      observer.observe(at, { childList: true, subtree });
  };

  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      cancelLook?.();
      host?.remove();
    },
    { once: true },
  );
  look();
}

function place(host: HTMLElement, { element, where, variant }: Anchor): void {
  host.dataset.mrGatePlace = variant;
  const floating = variant === 'floating';
  for (const [property, value] of FLOATING) {
    if (floating) host.style.setProperty(property, value);
    else host.style.removeProperty(property);
  }
  // Moving an element, even to where it is, resets what is inside (focus, scrolling, running transitions).
  if (isInPlace(host, element, where)) return;
  if (where === 'before') element.before(host);
  else if (where === 'prepend') element.prepend(host);
  else element.append(host);
}

function isInPlace(host: HTMLElement, element: Element, where: Anchor['where']): boolean {
  if (where === 'before') return element.previousElementSibling === host;
  return (where === 'prepend' ? element.firstElementChild : element.lastElementChild) === host;
}

/** The last resort's place: the lower corner, above GitLab's panels and below its dialogs (z-index 1050). */
const FLOATING: readonly [string, string][] = [
  ['position', 'fixed'],
  ['inset-block-end', '16px'],
  ['inset-inline-end', '16px'],
  ['max-inline-size', 'min(640px, calc(100vw - 32px))'],
  ['max-block-size', '60vh'],
  ['overflow', 'auto'],
  ['z-index', '1000'],
];

/** Frames stop in a tab that is not shown; a timer makes up for them. */
function nextFrame(view: Window, callback: () => void): () => void {
  const frame = view.requestAnimationFrame(() => run());
  const timer = view.setTimeout(() => run(), 250);
  const cancel = () => {
    view.cancelAnimationFrame(frame);
    view.clearTimeout(timer);
  };
  const run = () => {
    cancel();
    callback();
  };
  return cancel;
}
