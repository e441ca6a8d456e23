import { render } from 'preact';
import { GateCard } from '../../components/card/card.tsx';
import type { DetailsState } from '../../components/card/card-body.tsx';
import css from '../../components/card/style.css?inline';
import { type CardSnapshot, followCard, NOTHING_YET } from '../../utils/card/follow-card.ts';
import { createCardLoader } from '../../utils/card/load-card.ts';
import { findMergeWidget } from '../../utils/gitlab/page/anchors.ts';
import { followShown } from '../../utils/gitlab/page/follow-shown.ts';
import { keepMounted } from '../../utils/gitlab/page/keep-mounted.ts';
import type { MergeRequestPage } from '../../utils/gitlab/page/page-kind.ts';
import { followTheme } from '../../utils/gitlab/page/theme.ts';
import { isTyping } from '../../utils/gitlab/page/typing.ts';
import { onWidgetChanged } from '../../utils/gitlab/page/widget-changes.ts';
import { loadReports } from '../../utils/load-reports.ts';
import { placeOf, tellOutcome } from '../../utils/page-outcome.ts';
import { pageApi } from '../../utils/page-session.ts';
import { pageLanguage } from '../../utils/texts/page-texts.ts';
import { followReports } from './follow-reports.ts';
import { inReadersWords } from './gate-words.ts';
import { loadCardTexts, loadDetails, loadMarks } from './load-details.ts';

/** Shows one merge request's card, and keeps it there and up to date, until `signal` aborts. */
export function mountCard(page: MergeRequestPage, signal: AbortSignal): void {
  let shown: HTMLElement | null = null;
  /** As shown: what is not gated may show what its reports say. */
  let snapshot = NOTHING_YET;
  let placed = () => {};
  tellOutcome('card', () => ({ place: placeOf(shown), state: snapshot.state?.kind ?? 'loading' }), signal);
  keepMounted({
    name: 'gate-card',
    find: () => findMergeWidget(document),
    onPlaced: () => placed(),
    mount: () => {
      // Our element in the page: a shadow root, so that neither GitLab's styles nor ours leak.
      const host = document.createElement('mr-gate-card');
      host.style.display = 'block';
      const shadow = host.attachShadow({ mode: 'open' });
      shown = host;
      /** What the card is drawn in, from the first moment that it is shown. */
      let root: HTMLElement | null = null;

      const loader = createCardLoader(page, pageApi(page.baseUrl));
      /** As read from GitLab. */
      let read = NOTHING_YET;
      let details: DetailsState = null;
      /**
       * In a closed tab nothing is drawn: who reads the changes would wait for it. Tabs have their names in the address,
       * but for the card's own: there it is drawn at once, with the room that it takes.
       */
      let held = !/\d\/?$/.test(location.pathname);
      let draws = 0;
      let changes: { show(snapshot: CardSnapshot): void } | null = null;
      let refresh = () => {};

      const readable = inReadersWords(() => draw());
      const paint = (now: CardSnapshot) => {
        root ??= createRoot(shadow, signal);
        root.lang = pageLanguage();
        render(
          <GateCard
            snapshot={now}
            place={page}
            onRefresh={() => refresh()}
            details={details}
            onDetailsNeeded={needDetails}
            onFailOn={reports.choose}
          />,
          root,
        );
      };
      const draw = () => {
        if (signal.aborted || held) return;
        if (!root) paint(NOTHING_YET);
        draws += 1;
        const turn = draws;
        loadCardTexts().then(
          () => {
            if (turn === draws && !signal.aborted) paint(readable(snapshot));
          },
          // The extension was reloaded: the script that takes this one's place mounts a card of its own.
          () => {},
        );
      };
      let needed = false;
      const needDetails = () => {
        if (needed) return;
        needed = true;
        loadDetails().then((loaded) => {
          details = loaded;
          if (typeof loaded === 'string') needed = false;
          draw();
        });
      };
      let marking = false;
      const needMarks = () => {
        if (marking) return;
        marking = true;
        loadMarks().then(
          (loaded) => {
            if (!signal.aborted) changes = loaded?.markChanges(signal) ?? null;
            changes?.show(snapshot);
          },
          () => {
            marking = false;
          },
        );
      };
      const show = (next: CardSnapshot) => {
        read = next;
        snapshot = reports.see(next);
        draw();
        changes?.show(snapshot);
        if (hasMarks(snapshot)) needMarks();
      };

      const reports = followReports({ place: page, load: loadReports, onChange: () => show(read), signal });
      // First of all: what takes time here meanwhile takes none of its own.
      const following = followCard({ load: loader.load, forget: loader.forget, onChange: show, signal });
      refresh = following.refresh;
      draw();
      placed = onWidgetChanged(host, following.hint, signal);
      followShown(shadow, (isShown) => {
        if (held !== isShown) return;
        held = !isShown;
        draw();
      });
      signal.addEventListener('abort', () => root && render(null, root), { once: true });
      return host;
    },
    signal,
  });
}

/** Whether there is anything to mark in the changes. */
function hasMarks({ state }: CardSnapshot): boolean {
  const counts = state?.verdict?.counts;
  return counts !== undefined && counts.blocking + counts.introduced > 0;
}

/** In the card's shadow root, where it was not drawn before. */
function createRoot(shadow: ShadowRoot, signal: AbortSignal): HTMLElement {
  const style = document.createElement('style');
  style.textContent = css;
  const root = document.createElement('div');
  root.className = 'mrg-root mrg-card-root';
  shadow.append(style, root);
  followTheme(document, (theme) => root.setAttribute('data-theme', theme), signal);
  // GitLab's shortcuts listen on the document: what is typed into the card's fields must not start them.
  for (const type of ['keydown', 'keypress', 'keyup'])
    root.addEventListener(type, (event) => {
      if (isTyping(event)) event.stopPropagation();
    });
  return root;
}
