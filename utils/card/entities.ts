import * as v from 'valibot';

/** GitLab's entities, cut down to what the card reads. Everything else is dropped on reading. */

const id = v.pipe(v.number(), v.integer());
const text = v.string();
const maybeText = v.nullish(text, null);

const user = v.object({ id, username: text });
export type EntityUser = v.InferOutput<typeof user>;

/** `GET /projects/:id/merge_requests/:iid` (lib/api/entities/merge_request.rb). */
export const mergeRequestSchema = v.object({
  iid: id,
  project_id: id,
  source_project_id: v.nullish(id, null),
  /** opened, closed, merged, locked: an open set. */
  state: text,
  draft: v.optional(v.boolean(), false),
  /** null for an empty source branch. */
  sha: maybeText,
  author: v.nullish(user, null),
  updated_at: maybeText,
  /** Of a fork's merge request it usually is a pipeline of the fork. */
  head_pipeline: v.nullish(v.object({ id, project_id: v.nullish(id, null), sha: maybeText }), null),
});
export type MergeRequestEntity = v.InferOutput<typeof mergeRequestSchema>;

/** A note of `GET …/notes`. System notes are GitLab's own and never ours. */
export const noteSchema = v.object({
  id,
  body: text,
  author: user,
  system: v.optional(v.boolean(), false),
  updated_at: maybeText,
});
export type NoteEntity = v.InferOutput<typeof noteSchema>;

/**
 * `GET /projects/:id/repository/commits/:sha/statuses` (lib/api/entities/commit_status.rb). A CI job of that
 * name is listed too: GitLab keeps both in one table.
 */
export const statusSchema = v.object({
  id,
  name: text,
  /** pending, running, success, failed, canceled, skipped … an open set. */
  status: text,
  description: maybeText,
  target_url: maybeText,
  created_at: maybeText,
  started_at: maybeText,
  finished_at: maybeText,
  /** Newer GitLab only. */
  pipeline_id: v.nullish(id, null),
  author: v.nullish(user, null),
});
export type StatusEntity = v.InferOutput<typeof statusSchema>;

/** `GET /projects/:id`. The flag is missing for people who may not see the project's settings. */
export const projectSchema = v.object({
  only_allow_merge_if_pipeline_succeeds: v.nullish(v.boolean(), null),
});

/** `enrolled.json`, as far as the card needs it: who speaks for the gate, and for which projects. */
export const enrolmentSchema = v.object({
  version: v.literal(1),
  gateUser: v.nullable(user),
  projects: v.record(text, v.unknown()),
});

/** A list whose broken elements are left out, so that one odd entry does not hide all others. */
export function listOf<T>(schema: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((list) =>
      list.flatMap((element) => {
        const parsed = v.safeParse(schema, element);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  );
}
