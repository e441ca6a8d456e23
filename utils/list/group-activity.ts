import { type SessionApi, SessionError } from '../card/session-api.ts';
import { whyNotFound } from '../card/signed-out.ts';
import { flag, list, maybe, object, type Shape, type ShapeOf, text } from '../gate/shape.ts';
import { STATUS_NAME } from '../gate/verdict.ts';

/** How many days the trend goes back, today included. */
export const TREND_DAYS = 7;
/** Per question, and how often GitLab is asked on. A group of thousands has more than anybody waits for. */
const PAGE = 100;
const MAX_PAGES = 5;
/** Newest first, as in the query of a list: only later retries come before the gate's status. */
const JOBS = 20;

/** An open merge request whose newest commit the gate blocks, as its status says. */
export interface BlockedMergeRequest {
  /** `acme/shop/checkout!7` */
  reference: string;
  title: string;
  webUrl: string;
}

/** The verdicts of one day, in the person's own time zone. Each merge request counts once: its newest one. */
export interface DayOfVerdicts {
  /** YYYY-MM-DD */
  day: string;
  blocked: number;
  passed: number;
}

/** What the gate says of a group's merge requests: of those that are open now, and of the last days' verdicts. */
export interface GroupActivity {
  /** Those updated last come first. */
  blocked: BlockedMergeRequest[];
  /** Oldest first, today last. */
  days: DayOfVerdicts[];
  /** How many open merge requests were looked at; `partial`: GitLab has more than was read, open or merged. */
  open: number;
  partial: boolean;
}

const nodes = <T>(node: Shape<T>) => maybe(object({ nodes: maybe(list(maybe(node))) }));
const job = object({ name: maybe(text()), status: maybe(text()), finishedAt: maybe(text()) });
const mergeRequest = object({
  reference: text(),
  title: text(),
  webUrl: maybe(text()),
  headPipeline: maybe(object({ jobs: nodes(job) })),
});
const page = object({
  nodes: maybe(list(maybe(mergeRequest))),
  pageInfo: object({ endCursor: maybe(text()) }, { hasNextPage: flag }),
});
const answer = object({ data: object({ group: maybe(object({}, { open: page, merged: page })) }) });
type MergeRequest = ShapeOf<typeof mergeRequest>;

type Part = 'open' | 'merged';
const PARTS: readonly Part[] = ['open', 'merged'];

/** One question for a page of each part. Both together stay below GitLab's 200 points of complexity. */
export function activityQuery(
  groupPath: string,
  since: Date,
  after: Partial<Record<Part, string | null>>,
): string {
  const which: Record<Part, string> = {
    open: 'state:opened',
    merged: `state:merged,mergedAfter:"${since.toISOString()}"`,
  };
  const fields = PARTS.filter((part) => part in after).map((part) => {
    const from = after[part] ? `,after:${JSON.stringify(after[part])}` : '';
    return `${part}:mergeRequests(includeSubgroups:true,${which[part]},sort:UPDATED_DESC,first:${PAGE}${from}){nodes{reference(full:true) title webUrl headPipeline{jobs(retried:false,first:${JOBS}){nodes{name status finishedAt}}}}pageInfo{hasNextPage endCursor}}`;
  });
  return `{group(fullPath:${JSON.stringify(groupPath)}){${fields.join(' ')}}}`;
}

/**
 * Reads it as the person who looks at the page. One request for groups with up to a hundred open and a hundred newly
 * merged requests, five at most; what fails after the first leaves the rest, marked as partial.
 *
 * @throws SessionError where nothing could be read.
 */
export async function readGroupActivity(
  api: SessionApi,
  groupPath: string,
  now: Date,
  signal: AbortSignal,
): Promise<GroupActivity> {
  const days = lastDays(now);
  const since = new Date(`${days[0]?.day}T00:00:00`);
  const found: Record<Part, MergeRequest[]> = { open: [], merged: [] };
  let after: Partial<Record<Part, string | null>> = { open: null, merged: null };
  for (let at = 0; at < MAX_PAGES && Object.keys(after).length > 0; at++) {
    try {
      const { data } = await api.graphql(activityQuery(groupPath, since, after), answer, signal);
      if (!data.group) throw new SessionError('not_found');
      const next: typeof after = {};
      for (const part of PARTS) {
        const got = data.group[part];
        found[part].push(...(got?.nodes ?? []).filter((mr) => mr !== null));
        if (got?.pageInfo.hasNextPage && got.pageInfo.endCursor) next[part] = got.pageInfo.endCursor;
      }
      after = next;
    } catch (error) {
      if (signal.aborted || at === 0) throw await whyNotFound(api, error, signal);
      break;
    }
  }
  const partial = Object.keys(after).length > 0;

  for (const { gate } of [...found.open, ...found.merged].map(withGate)) {
    const count = gate && days.find(({ day }) => day === localDay(new Date(gate.finishedAt ?? '')));
    if (count && gate.status === 'failed') count.blocked++;
    if (count && gate.status === 'success') count.passed++;
  }
  const blocked = found.open
    .map(withGate)
    .filter(({ gate }) => gate?.status === 'failed')
    .map(({ mr: { reference, title, webUrl } }) => ({ reference, title, webUrl: webUrl ?? '' }));
  return { blocked, days, open: found.open.length, partial };
}

function withGate(mr: MergeRequest) {
  const gate = mr.headPipeline?.jobs?.nodes?.find((candidate) => candidate?.name === STATUS_NAME);
  return { mr, gate: gate && { status: gate.status?.toLowerCase(), finishedAt: gate.finishedAt } };
}

function lastDays(now: Date): DayOfVerdicts[] {
  return Array.from({ length: TREND_DAYS }, (_, at) => {
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (TREND_DAYS - 1 - at));
    return { day: localDay(date), blocked: 0, passed: 0 };
  });
}

function localDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
