import { DEFAULTS, type Feature, type Features } from '../settings.ts';
import { webPatterns } from './origins.ts';

/** A content script as `scripting.registerContentScripts` takes it. */
export interface ScriptRegistration {
  id: string;
  matches: string[];
  excludeMatches?: string[];
  js: string[];
  runAt: RunAt;
}

type RunAt = 'document_start' | 'document_idle';

/** A content script as the browser says it is registered. */
export interface RegisteredScript {
  id: string;
  matches?: readonly string[] | undefined;
  excludeMatches?: readonly string[] | undefined;
  js?: readonly unknown[] | undefined;
  runAt?: string | undefined;
}

/** Built from entrypoints/*.content, which are registered here and not in the manifest: no host is required at install. */
export const GROUP_SCRIPT = '/content-scripts/group.js';
export const MERGE_REQUEST_SCRIPT = '/content-scripts/merge-request.js';
export const LIST_SCRIPT = '/content-scripts/merge-request-list.js';
/** Put into a tab on demand, as the panel is. */
export const DETAILS_SCRIPT = '/content-scripts/merge-request-details.js';
export const MARKS_SCRIPT = '/content-scripts/merge-request-marks.js';
export const REPORTS_SCRIPT = '/content-scripts/merge-request-reports.js';
export const WORDS_SCRIPT = '/content-scripts/merge-request-words.js';
export const PANEL_SCRIPT = '/content-scripts/panel.js';
/** What the gate says, among other things: to run before the words' script. */
export const DECISION_SCRIPT = '/decision.js';
/** What group pages and lists have in common: registered before their own scripts. */
export const PAGE_SCRIPT = '/page.js';
/** What the panel and the details are made of: to run before them. */
export const UI_SCRIPT = '/ui.js';

const SCRIPTS: readonly {
  name: string;
  feature: Feature;
  files: readonly string[];
  paths: readonly string[];
  except?: readonly string[];
  runAt?: RunAt;
}[] = [
  {
    name: 'group',
    feature: 'panelButton',
    files: [PAGE_SCRIPT, GROUP_SCRIPT],
    // A group's address can be any. Merge requests have their own scripts, and no way to a group without a new page.
    paths: ['/*'],
    except: ['/*/-/merge_requests*'],
  },
  {
    name: 'merge-request',
    feature: 'card',
    files: [MERGE_REQUEST_SCRIPT],
    paths: ['/*/-/merge_requests/*'],
    // It waits for the markup by itself: any other time waits for GitLab's scripts too.
    runAt: 'document_start',
  },
  // A match pattern's path is held against path and query.
  {
    name: 'merge-request-list',
    feature: 'listBadges',
    files: [PAGE_SCRIPT, LIST_SCRIPT],
    paths: ['/*/-/merge_requests', '/*/-/merge_requests?*'],
  },
];

/** What should be registered, given what is granted and what is switched on. */
export function wantedScripts(
  origins: readonly string[],
  features: Features = DEFAULTS.features,
): ScriptRegistration[] {
  const patterns = webPatterns(origins);
  if (patterns.length === 0) return [];
  const at = (paths: readonly string[]) =>
    patterns.flatMap((pattern) => paths.map((path) => pattern.slice(0, -'/*'.length) + path));
  return SCRIPTS.filter(({ feature }) => features[feature]).map(
    ({ name, files, paths, except, runAt = 'document_idle' }) => ({
      id: name,
      matches: at(paths),
      ...(except && { excludeMatches: at(except) }),
      js: [...files],
      runAt,
    }),
  );
}

/** The files that an open page at this address would have got. */
export function filesFor(url: string, features: Features = DEFAULTS.features): string[] {
  const { pathname, search } = new URL(url);
  const isAt = (paths: readonly string[] = []) => paths.some((path) => matches(path, pathname + search));
  return SCRIPTS.filter(
    ({ feature, paths, except }) => features[feature] && isAt(paths) && !isAt(except),
  ).flatMap(({ files }) => files);
}

/** As a browser matches a pattern's path: `*` stands for anything. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(path);
}

/** What has to be done to get from what is registered to what should be. */
export function registrationChanges(
  registered: readonly RegisteredScript[],
  wanted: readonly ScriptRegistration[],
): { add: ScriptRegistration[]; remove: string[] } {
  const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
    a.length === b.length && a.every((item, index) => bare(item) === bare(b[index] ?? ''));
  const samePatterns = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
    same([...a].sort(), [...b].sort());
  const kept = wanted.filter((script) =>
    registered.some(
      ({ id, matches, excludeMatches, js, runAt }) =>
        id === script.id &&
        runAt === script.runAt &&
        samePatterns(matches, script.matches) &&
        samePatterns(excludeMatches, script.excludeMatches) &&
        same(js?.map(String), script.js),
    ),
  );
  return {
    add: wanted.filter((script) => !kept.includes(script)),
    remove: registered.filter(({ id }) => !kept.some((script) => script.id === id)).map(({ id }) => id),
  };
}

/** Browsers give the file back with or without its leading slash. */
function bare(path: string): string {
  return path.replace(/^\//, '');
}
