export interface MergeRequestTrigger {
  kind: 'merge_request';
  project: number;
  mergeRequest: number;
  /** The head that the event names. Not believed: for where GitLab itself can't be asked. */
  commit?: { project: number; sha: string };
}

/** What started the pipeline, as far as it is believed. */
export type Trigger =
  | MergeRequestTrigger
  /** The set-up proves that hooks reach the gate. */
  | { kind: 'test'; nonce: string }
  /** All gated repositories: after an apply, and by schedule. Absent share: all their merge requests. */
  | { kind: 'sweep'; share?: SweepShare }
  /** Nothing to look at: why, for the log. */
  | { kind: 'nothing'; why: string };

/** One of several sweeps that were started together: which, counted from 0, of how many. */
export interface SweepShare {
  at: number;
  of: number;
}

/** A merge request event of a repository with a very long description stays far below. */
const MAX_PAYLOAD = 5_000_000;

/**
 * Changes that cannot change a verdict. Titles are not among them: "Draft:" lives there. What is unknown
 * is looked at.
 */
const HARMLESS = new Set([
  'assignees',
  'description',
  'labels',
  'last_edited_at',
  'last_edited_by_id',
  'milestone_id',
  'reviewers',
  'time_change',
  'time_estimate',
  'total_time_spent',
  'updated_at',
  'updated_by_id',
]);

/**
 * What the trigger was asked to set as variables. GitLab writes the payload itself, so it tells of them all, and none of
 * them can replace it (it takes no name twice).
 */
export function foreignVariables(text: string): string[] {
  try {
    return Object.keys(bag(bag(JSON.parse(text)).variables));
  } catch {
    return [];
  }
}

/**
 * Reads `TRIGGER_PAYLOAD`: the body of the webhook's request, as GitLab hands it to the pipeline. Whoever holds
 * the trigger's token can send any body, so only the two ids are taken from it and everything else is asked
 * from GitLab. An event that says that only labels or people changed ends here, which costs nobody a verdict:
 * who could forge that could also not have sent it.
 */
export function readPayload(text: string): Trigger {
  if (text.length > MAX_PAYLOAD) return nothing('the payload is too large');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return nothing('the payload is not JSON');
  }
  const payload = bag(data);
  const nonce = payload.mr_gate_test;
  if (typeof nonce === 'string' && /^[\w-]{1,100}$/.test(nonce)) return { kind: 'test', nonce };
  if (payload.mr_gate_sweep !== undefined) return sweepOf(payload);

  if (payload.object_kind !== 'merge_request') return nothing('not a merge request event');
  const attributes = bag(payload.object_attributes);
  const project = attributes.target_project_id ?? bag(payload.project).id;
  const mergeRequest = attributes.iid;
  if (!isId(project) || !isId(mergeRequest)) return nothing('the payload names no merge request');

  const changed = Object.keys(bag(payload.changes));
  if (
    attributes.action === 'update' &&
    !attributes.oldrev &&
    changed.length > 0 &&
    changed.every((key) => HARMLESS.has(key))
  ) {
    return nothing(`only ${changed.sort().join(', ')} changed`);
  }
  const commit = commitOf(attributes);
  return { kind: 'merge_request', project, mergeRequest, ...(commit && { commit }) };
}

function commitOf(attributes: Record<string, unknown>): MergeRequestTrigger['commit'] {
  const project = attributes.source_project_id;
  const sha = bag(attributes.last_commit).id;
  const isSha = typeof sha === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha);
  return isId(project) && isSha ? { project, sha } : undefined;
}

/** A job of a sweep, which names one merge request. */
export function readSwept(project: string | undefined, mergeRequest: string | undefined): Trigger {
  const ids = [Number(project), Number(mergeRequest)];
  if (!isId(ids[0]) || !isId(ids[1])) return nothing('no event, and no merge request of a sweep');
  return { kind: 'merge_request', project: ids[0], mergeRequest: ids[1] };
}

/** A share that makes no sense is no share. */
function sweepOf({ at, of }: Record<string, unknown>): Trigger {
  const whole = typeof at === 'number' && isId(of) && Number.isSafeInteger(at) && at >= 0 && at < of;
  return { kind: 'sweep', ...(whole && { share: { at, of } }) };
}

function nothing(why: string): Trigger {
  return { kind: 'nothing', why };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function bag(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
