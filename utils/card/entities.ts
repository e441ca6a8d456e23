import { flag, maybe, object, oneOf, record, type ShapeOf, text, whole } from '../gate/shape.ts';

/** GitLab's entities, cut down to what the card reads. Everything else is dropped on reading. */

const id = whole();
const word = text();
const maybeWord = maybe(word);

const user = object({ id, username: word });
export type EntityUser = ShapeOf<typeof user>;

/** `GET /projects/:id/merge_requests/:iid` (lib/api/entities/merge_request.rb). */
export const mergeRequestShape = object({
  iid: id,
  project_id: id,
  source_project_id: maybe(id),
  /** opened, closed, merged, locked: an open set. */
  state: word,
  /** Missing before 14. */
  draft: maybe(flag),
  /** null for an empty source branch. */
  sha: maybeWord,
  author: maybe(user),
  updated_at: maybeWord,
  target_branch: maybeWord,
  diff_refs: maybe(object({ base_sha: maybeWord })),
  /** Of a fork's merge request it usually is a pipeline of the fork. */
  head_pipeline: maybe(
    object({
      id,
      project_id: maybe(id),
      sha: maybeWord,
      ref: maybeWord,
      status: maybeWord,
      web_url: maybeWord,
    }),
  ),
});
export type MergeRequestEntity = ShapeOf<typeof mergeRequestShape>;

/** A note of `GET …/notes`. System notes are GitLab's own and never ours. */
export const noteShape = object({
  id,
  body: word,
  author: user,
  system: maybe(flag),
  updated_at: maybeWord,
});
export type NoteEntity = ShapeOf<typeof noteShape>;

/**
 * `GET /projects/:id/repository/commits/:sha/statuses` (lib/api/entities/commit_status.rb). A CI job of that
 * name is listed too: GitLab keeps both in one table.
 */
export const statusShape = object({
  id,
  name: word,
  /** pending, running, success, failed, canceled, skipped … an open set. */
  status: word,
  description: maybeWord,
  target_url: maybeWord,
  created_at: maybeWord,
  started_at: maybeWord,
  finished_at: maybeWord,
  /** Newer GitLab only. */
  pipeline_id: maybe(id),
  author: maybe(user),
});
export type StatusEntity = ShapeOf<typeof statusShape>;

/** `GET /projects/:id`. The flag is missing for people who may not see the project's settings. */
export const projectShape = object({ only_allow_merge_if_pipeline_succeeds: maybe(flag) });

/** `enrolled.json`, as far as the card needs it: who speaks for the gate, and for which projects. */
export const enrolmentShape = object({
  version: oneOf([1]),
  gateUser: maybe(user),
  projects: record((value) => value),
});
