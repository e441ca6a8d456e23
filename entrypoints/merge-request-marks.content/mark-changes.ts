import css from '../../components/diff/diff.css?inline';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import { sha1 } from '../../utils/card/sha1.ts';
import { diffMarks, type FileMarks, leftOut } from '../../utils/diff/diff-marks.ts';
import { followDiff } from '../../utils/diff/follow-diff.ts';
import { CURRENT } from '../../utils/diff/mark-file.ts';
import { goTo, nextStop, type Stop, stops } from '../../utils/diff/next-finding.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { DIFF_FILES } from '../../utils/gitlab/page/diffs.ts';
import { isTyping } from '../../utils/gitlab/page/typing.ts';
import { pageLanguage, t } from '../../utils/texts/page-texts.ts';

/**
 * As in editors: the next problem, and with Shift the one before. GitLab's own shortcuts are letters and brackets,
 * and no browser uses it.
 */
const KEY = 'F8';

/** Marks the card's verdict on the lines of the Changes tab, and goes from one to the next by key. */
export function markChanges(signal: AbortSignal): { show(snapshot: CardSnapshot): void } {
  const follower = followDiff(document, signal);
  let shown: Verdict | null = null;
  let marks: FileMarks[] = [];
  let place: { say: (text: string) => void } | null = null;
  let current: Stop | null = null;

  const step = async (back: boolean) => {
    const all = stops(marks);
    const stop = nextStop(all, current, back);
    if (!stop) return;
    current = stop;
    const { path } = stop.file;
    const cell = await goTo(document, { path, ...stop.mark }, sha1(path));
    if (signal.aborted || current !== stop) return;
    for (const other of document.querySelectorAll(`[${CURRENT}]`)) other.removeAttribute(CURRENT);
    cell?.setAttribute(CURRENT, '');
    const more = shown ? leftOut(shown) : 0;
    const { line, text: said } = stop.mark;
    const sentences = [
      t('details.at', { number: all.indexOf(stop) + 1, all: all.length, path, line: String(line), said }),
      cell ? '' : t('details.line_hidden'),
      more > 0 ? t('details.unmarked', { number: more }) : '',
    ];
    place?.say(sentences.filter(Boolean).join(' '));
  };

  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (marks.length === 0 || isTyping(event) || !changesAreShown()) return;
      event.preventDefault();
      void step(event.shiftKey);
    },
    { signal },
  );

  return {
    show({ state, head }) {
      const verdict = state?.verdict ?? null;
      if (verdict !== shown) {
        shown = verdict;
        marks = verdict ? diffMarks(verdict, state?.enforcement === 'enforced') : [];
        if (marks.length > 0) place ??= makePlace(signal);
      }
      follower.show(marks, head);
    },
  };
}

/** Our style sheet in the page, and a place from which screen readers are told where the key went. */
function makePlace(signal: AbortSignal): { say: (text: string) => void } {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  const host = document.createElement('mr-gate-diff');
  host.lang = pageLanguage();
  host.style.cssText =
    'position: fixed; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%)';
  const status = document.createElement('div');
  status.setAttribute('role', 'status');
  host.attachShadow({ mode: 'open' }).append(status);
  document.body.append(host);
  signal.addEventListener(
    'abort',
    () =>
      [style, host].forEach((element) => {
        element.remove();
      }),
    { once: true },
  );
  return {
    say: (text) => {
      status.textContent = text;
    },
  };
}

function changesAreShown(): boolean {
  return (document.querySelector(DIFF_FILES)?.getClientRects().length ?? 0) > 0;
}
