import { render } from 'preact';
import { GateCard } from '../../components/card/card.tsx';
import css from '../../components/card/style.css?inline';
import { type CardSnapshot, followCard, NOTHING_YET } from '../../utils/card/follow-card.ts';
import { createCardLoader } from '../../utils/card/load-card.ts';
import { createSessionApi } from '../../utils/card/session-api.ts';
import { findMergeWidget } from '../../utils/gitlab/page/anchors.ts';
import type { GitLabPage } from '../../utils/gitlab/page/detect.ts';
import { keepMounted } from '../../utils/gitlab/page/keep-mounted.ts';
import { followTheme } from '../../utils/gitlab/page/theme.ts';
import { onWidgetChanged } from '../../utils/gitlab/page/widget-changes.ts';
import { mountDiffMarks } from './mount-diff-marks.ts';

export type MergeRequestPage = Extract<GitLabPage, { kind: 'merge-request' }>;

/** Shows one merge request's card, and keeps it there and up to date, until `signal` aborts. */
export function mountCard(page: MergeRequestPage, signal: AbortSignal): void {
  keepMounted({
    name: 'gate-card',
    find: () => findMergeWidget(document),
    mount: () => {
      const { host, root } = createHost();
      followTheme(document, (theme) => root.setAttribute('data-theme', theme), signal);

      const loader = createCardLoader(page, createSessionApi({ baseUrl: page.baseUrl }));
      const diff = mountDiffMarks(signal);
      let refresh = () => {};
      const show = (snapshot: CardSnapshot) => {
        render(<GateCard snapshot={snapshot} place={page} onRefresh={() => refresh()} />, root);
        diff.show(snapshot);
      };
      show(NOTHING_YET);
      const following = followCard({ load: loader.load, forget: loader.forget, onChange: show, signal });
      refresh = following.refresh;
      onWidgetChanged(host, following.hint, signal);
      signal.addEventListener('abort', () => render(null, root), { once: true });
      return host;
    },
    signal,
  });
}

/** Our element in the page: a shadow root, so that neither GitLab's styles nor ours leak. */
function createHost(): { host: HTMLElement; root: HTMLElement } {
  const host = document.createElement('mr-gate-card');
  host.style.display = 'block';
  const shadow = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = css;
  const root = document.createElement('div');
  root.className = 'mrg-root mrg-card-root';
  shadow.append(style, root);
  return { host, root };
}
