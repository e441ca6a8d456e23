import { BADGE_OF, createBadge, fillBadge } from '../../components/list/badge.ts';
import { findMergeRequestRows } from '../../utils/gitlab/page/merge-request-rows.ts';
import { followTheme, readTheme } from '../../utils/gitlab/page/theme.ts';
import { readList } from '../../utils/list/follow-list.ts';
import { listKey } from '../../utils/list/list-query.ts';
import { type Outcome, tellOutcome } from '../../utils/page-outcome.ts';
import { pageApi } from '../../utils/page-session.ts';

/**
 * Keeps a badge in every row whose merge request has a gate's status, while GitLab filters, sorts and pages the list
 * without a new page. The rows are looked at once a frame at most, and only after something in them has changed.
 */
export function showBadges(baseUrl: string, signal: AbortSignal): void {
  let frame = 0;
  let theme = readTheme(document);
  const look = () => {
    frame = 0;
    if (signal.aborted) return;
    const rows = findMergeRequestRows(document, baseUrl);
    for (const { signs, projectPath, iid } of rows) {
      const key = listKey(projectPath, iid);
      const badge = reader.badge(key);
      const [present, ...copies] = signs.querySelectorAll<HTMLElement>(`:scope > [${BADGE_OF}]`);
      for (const copy of copies) copy.remove();
      // A row that was used again for another merge request has its predecessor's badge.
      if (present && (!badge || present.getAttribute(BADGE_OF) !== key)) present.remove();
      else if (present && badge) fillBadge(present, badge, theme);
      if (badge && present?.getAttribute(BADGE_OF) !== key)
        signs.prepend(createBadge(document, key, badge, theme));
    }
    reader.want(rows);
  };
  const later = () => {
    if (frame === 0 && !signal.aborted) frame = requestAnimationFrame(look);
  };
  const reader = readList({ api: pageApi(baseUrl), onChange: later, signal });
  const outcome = (): Outcome => {
    const keys = findMergeRequestRows(document, baseUrl).map(({ projectPath, iid }) =>
      listKey(projectPath, iid),
    );
    const place = keys.length > 0 ? 'anchor' : 'none';
    if (keys.some((key) => reader.badge(key))) return { place, state: 'shown' };
    if (reader.problem === 'signed_out') return { place, state: 'signed_out' };
    if (reader.problem !== null) return { place, state: 'unread' };
    return { place, state: keys.some((key) => reader.badge(key) === undefined) ? 'loading' : 'no_verdict' };
  };
  tellOutcome('listBadges', outcome, signal);
  const observer = new MutationObserver(later);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['href'],
  });
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      for (const badge of document.querySelectorAll(`[${BADGE_OF}]`)) badge.remove();
    },
    { once: true },
  );
  followTheme(
    document,
    (next) => {
      theme = next;
      later();
    },
    signal,
  );
  look();
}
