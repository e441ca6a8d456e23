import * as v from 'valibot';
import { ENROLMENT_FILE } from './policy.ts';
import { inEnglish, type Said, said } from './said.ts';

/** The project settings that gating changes, as GitLab's API names them. */
export interface MergeFlags {
  only_allow_merge_if_pipeline_succeeds: boolean;
  allow_merge_on_skipped_pipeline: boolean;
}

/** One gated repository in `enrolled.json`. */
export interface EnrolledRepo {
  path: string;
  /** Webhook id; null while enrolling has been begun but not finished. */
  hook: number | null;
  /** The settings as they were before gating, for undo and clean removal. */
  before: MergeFlags;
  /** ISO time and username of who enrolled it. */
  since: string;
  by: string;
  /** Flags other than gating's that a person looked at and left: they are no drift any more. */
  accepted?: MergeFlags;
  /** Which flags MR Gate left last: gating's, or those from before. Absent: an entry from before that was recorded. */
  left?: 'gated' | 'before';
}

/** `enrolled.json` in the gate project's default branch: machine-written, keyed by project id. */
export interface Enrolment {
  version: 1;
  /** The version of MR Gate that wrote the gate's program and pipeline last; absent: not recorded. */
  program?: string;
  /** Commit of the policy that a person accepted as it had been edited by hand. */
  policy?: string;
  /** The user that evaluates: author of every verdict's status and note. */
  gateUser: { id: number; username: string } | null;
  projects: Record<string, EnrolledRepo>;
}

export type EnrolmentReading =
  | { ok: true; enrolment: Enrolment }
  /** What is wrong, in English and as data. */
  | { ok: false; message: string; said: Said };

/** Characters; 50 000 repositories fit. */
const MAX_SIZE = 20_000_000;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const text = v.pipe(v.string(), v.maxLength(1000));

const flags = v.strictObject({
  only_allow_merge_if_pipeline_succeeds: v.boolean(),
  allow_merge_on_skipped_pipeline: v.boolean(),
});

const schema = v.strictObject({
  version: v.literal(1),
  program: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,5}(\.\d{1,5}){2}$/))),
  policy: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))),
  gateUser: v.nullable(v.strictObject({ id, username: text })),
  projects: v.record(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/, 'a project is named by its id')),
    v.strictObject({
      path: text,
      hook: v.nullable(id),
      before: flags,
      since: text,
      by: text,
      accepted: v.exactOptional(flags),
      left: v.exactOptional(v.picklist(['gated', 'before'])),
    }),
  ),
});

/** What a gate project starts with. */
export function emptyEnrolment(): Enrolment {
  return { version: 1, gateUser: null, projects: {} };
}

/** Reads `enrolled.json`. What does not fit is told and never guessed: undo relies on it. */
export function readEnrolment(json: string): EnrolmentReading {
  const file = ENROLMENT_FILE;
  if (json.length > MAX_SIZE) return unreadable(said('gate.enrolled.large', { file }));
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return unreadable(said('gate.enrolled.not_json', { file }));
  }
  const result = v.safeParse(schema, data);
  if (result.success) return { ok: true, enrolment: result.output };
  const issue = result.issues[0];
  const key = v.getDotPath(issue)?.slice(0, 100);
  const problem = issue.message.slice(0, 200);
  return unreadable(
    key ? said('gate.enrolled.key', { file, key, problem }) : said('gate.enrolled.file', { file, problem }),
  );
}

function unreadable(what: Said): EnrolmentReading {
  return { ok: false, message: inEnglish(what), said: what };
}

/** The text of `enrolled.json`: the same enrolment gives the same bytes, so that diffs show changes alone. */
export function writeEnrolment(enrolment: Enrolment): string {
  const ids = Object.keys(enrolment.projects).sort((a, b) => Number(a) - Number(b));
  const projects = Object.fromEntries(
    ids.map((key) => {
      const { path, hook, before, since, by, accepted, left } = enrolment.projects[key]!;
      const entry = { path, hook, before: ordered(before), since, by };
      return [key, { ...entry, ...(accepted && { accepted: ordered(accepted) }), ...(left && { left }) }];
    }),
  );
  const gateUser = enrolment.gateUser && {
    id: enrolment.gateUser.id,
    username: enrolment.gateUser.username,
  };
  const { program, policy } = enrolment;
  return `${JSON.stringify({ version: 1, ...(program && { program }), ...(policy && { policy }), gateUser, projects }, null, 2)}\n`;
}

function ordered({
  only_allow_merge_if_pipeline_succeeds,
  allow_merge_on_skipped_pipeline,
}: MergeFlags): MergeFlags {
  return { only_allow_merge_if_pipeline_succeeds, allow_merge_on_skipped_pipeline };
}
