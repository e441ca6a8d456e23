import type { EmbeddedGitLab, SeenRequest } from '../gitlab/embedded.ts';
import type { ExtensionBrowser } from './chromium.ts';

export interface DeathOptions {
  /** Whose job it is: requests of others (the gate's own, pages) do not count. */
  username: string;
  /**
   * `answered`: the answer is on its way when the worker dies, and it may or may not have taken it in.
   * `unanswered`: GitLab has done what was asked, and the worker dies before it can know.
   */
  moment: 'answered' | 'unanswered';
  /** Only at these. Absent: at all. */
  at?: (request: SeenRequest) => boolean;
  /** Just before each death, while the worker still lives. */
  before?: () => Promise<void>;
}

export interface Deaths {
  /** After which requests the worker died, in order: `POST /projects`, `GET /projects/1/hooks`, … */
  points: string[];
  /** Fewer than points where several requests were under way at once. */
  count(): number;
  /** Lets it live from here on. */
  stop(): Promise<void>;
}

/** How often the same request, asked again within one life, is a new point: a poll would be one for ever. */
const SAME_IN_ONE_LIFE = 2;

/**
 * Kills the worker once at every point of what it does. A worker that was killed comes through the same points
 * again, at which it died already, and dies at the next one: so it gets one request further with each life.
 */
export function killAtEveryPoint(
  gitlab: EmbeddedGitLab,
  browser: ExtensionBrowser,
  options: DeathOptions,
): Deaths {
  const points: string[] = [];
  const met = new Set<string>();
  let life = new Map<string, number>();
  let dying: Promise<void> | null = null;
  let deaths = 0;

  const isNew = (request: SeenRequest): string | null => {
    if (!ofJob(request, options.username) || !(options.at?.(request) ?? true)) return null;
    const point = pointOf(request);
    const count = (life.get(point) ?? 0) + 1;
    life.set(point, count);
    if (count > SAME_IN_ONE_LIFE || met.has(`${point} ${count}`)) return null;
    met.add(`${point} ${count}`);
    return point;
  };
  const die = (point: string): Promise<void> => {
    points.push(point);
    deaths += 1;
    dying = (async () => {
      await options.before?.();
      await browser.killWorker();
    })().finally(() => {
      life = new Map();
      dying = null;
    });
    return dying;
  };

  const stopHolding = gitlab.beforeAnswer(async (request) => {
    if (!dying && options.moment === 'answered') return;
    const point = isNew(request);
    if (point && !dying) return die(point);
    // Done while it dies, and never answered: a point of this same death, however slow the killing is.
    if (point) points.push(point);
    await dying;
  });
  const stopWatching = gitlab.onRequest((request) => {
    if (options.moment !== 'answered' || dying) return;
    const point = isNew(request);
    if (point) void die(point);
  });
  return {
    points,
    count: () => deaths,
    async stop() {
      stopHolding();
      stopWatching();
      await dying;
    },
  };
}

function ofJob({ auth, username }: SeenRequest, wanted: string): boolean {
  return (auth === 'token' || auth === 'trigger') && username === wanted;
}

/** Ids that a repetition makes anew do not make a point another one; projects and groups stay what they are. */
function pointOf({ method, path }: SeenRequest): string {
  const bare = (path.split('?')[0] ?? path).replace(/^\/api\/v4/, '');
  return `${method} ${bare.replace(/\/(pipelines|access_tokens|users|jobs)\/\d+/, '/$1/:id')}`;
}
