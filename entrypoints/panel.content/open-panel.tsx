import { render } from 'preact';
import css from '../../components/panel/panel.css?inline';
import { Panel } from '../../components/panel/panel.tsx';
import type { PanelServices } from '../../components/panel/services.ts';
import { KIT } from '../../components/ui/kit-style.ts';
import { dayOf } from '../../utils/gate/day.ts';
import type { GitLabPage } from '../../utils/gitlab/page/detect.ts';
import { HOST_ATTRIBUTE } from '../../utils/gitlab/page/keep-mounted.ts';
import { followTheme } from '../../utils/gitlab/page/theme.ts';
import { readGroupActivity } from '../../utils/list/group-activity.ts';
import { loadReports } from '../../utils/load-reports.ts';
import { pageApi } from '../../utils/page-session.ts';
import { pageLanguage } from '../../utils/texts/page-texts.ts';
import { sendWatching, watchJob } from '../../utils/watch-job.ts';

const NAME = 'panel';
/** GitLab's shortcuts listen on the document: what is typed in the panel must not start them. */
const KEYS = ['keydown', 'keypress', 'keyup'] as const;

function servicesFor(baseUrl: string): PanelServices {
  const api = pageApi(baseUrl);
  return {
    send: sendWatching,
    watchJob,
    activity: (groupPath, signal) => readGroupActivity(api, groupPath, new Date(), signal),
    async judgeReports(place, settings, signal) {
      const reports = await loadReports();
      return (await reports?.judge(place, settings, signal)) ?? null;
    },
    today: () => dayOf(new Date()),
    isTrusted: (event) => event.isTrusted,
  };
}

/**
 * Mounts the panel in a shadow root over the page.
 *
 * @returns The way to close it; `onClosed` is called once, however it is closed.
 */
export function openPanel(
  document: Document,
  page: Extract<GitLabPage, { kind: 'group' }>,
  onClosed: () => void,
): () => void {
  // One that an earlier version of the extension left behind: its script is dead.
  for (const stale of document.querySelectorAll(`[${HOST_ATTRIBUTE}="${NAME}"]`)) stale.remove();

  const host = document.createElement('div');
  host.setAttribute(HOST_ATTRIBUTE, NAME);
  host.style.setProperty('all', 'initial');
  const shadow = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = KIT + css;
  const root = document.createElement('div');
  root.className = 'mrg-root';
  root.lang = pageLanguage();
  // The root is a place for styles and must not paint over the page: the drawer in it does.
  root.style.background = 'transparent';
  shadow.append(style, root);

  const ended = new AbortController();
  const { signal } = ended;
  const close = () => {
    if (signal.aborted) return;
    ended.abort();
    render(null, root);
    host.remove();
    onClosed();
  };

  for (const type of KEYS) host.addEventListener(type, (event) => event.stopPropagation(), { signal });
  followTheme(document, (theme) => root.setAttribute('data-theme', theme), signal);
  document.body.append(host);
  render(
    <Panel
      groupPath={page.groupPath}
      baseUrl={page.baseUrl}
      services={servicesFor(page.baseUrl)}
      onClose={close}
    />,
    root,
  );
  return close;
}
