import { json, noContent } from '../server/answer.ts';
import { forbidden, grapeError, HttpError, invalid, notFound } from '../server/errors.ts';
import { currentVersion } from '../server/versions.ts';
import { projectById, userById } from '../world/find.ts';
import { ACCESS } from '../world/roles.ts';
import type { MergeRequest, Note, NotePosition, User } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { userBasic } from './entities/user.ts';
import { findOne } from './merge-requests.ts';
import { sorted } from './sort.ts';

const BASE = '/projects/:id/merge_requests/:merge_request_iid';
/** Gitlab::CurrentSettings / Note: 1,000,000 characters. */
const MAX_BODY = 1_000_000;

export function addNoteRoutes(router: ApiRouter): void {
  router.add('GET', `${BASE}/notes`, (call) => {
    const mr = findOne(call);
    const filter =
      call.params.oneOf('activity_filter', ['all_notes', 'only_comments', 'only_activity']) ?? 'all_notes';
    const notes = visibleNotes(call, mr).filter(
      (note) => filter === 'all_notes' || note.system === (filter === 'only_activity'),
    );
    const order = call.params.oneOf('order_by', ['created_at', 'updated_at']) ?? 'created_at';
    const direction = call.params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    const list = sorted(
      notes,
      (note) => (order === 'created_at' ? note.createdAt : note.updatedAt),
      direction,
    );
    return call.page(list, (note) => noteEntity(call, mr, note));
  });

  router.add('GET', `${BASE}/notes/:note_id`, (call) => {
    const mr = findOne(call);
    return json(noteEntity(call, mr, findNote(call, mr)));
  });

  router.add('POST', `${BASE}/notes`, (call) => {
    const mr = findOne(call);
    const note = createNote(call, mr);
    return json(noteEntity(call, mr, note), 201);
  });

  router.add('PUT', `${BASE}/notes/:note_id`, (call) => {
    const mr = findOne(call);
    const note = findNote(call, mr);
    if (!mayEdit(call, mr, note, call.requireUser())) throw forbidden();
    note.body = bodyOf(call);
    note.updatedAt = now();
    return json(noteEntity(call, mr, note));
  });

  router.add('DELETE', `${BASE}/notes/:note_id`, (call) => {
    const mr = findOne(call);
    const note = findNote(call, mr);
    if (!mayEdit(call, mr, note, call.requireUser())) throw forbidden();
    call.world.notes.splice(call.world.notes.indexOf(note), 1);
    return noContent();
  });

  router.add('GET', `${BASE}/discussions`, (call) => {
    const mr = findOne(call);
    return call.page(discussions(visibleNotes(call, mr)), (notes) => discussionEntity(call, mr, notes));
  });

  router.add('GET', `${BASE}/discussions/:discussion_id`, (call) => {
    const mr = findOne(call);
    return json(discussionEntity(call, mr, findDiscussion(call, mr)));
  });

  router.add('POST', `${BASE}/discussions`, async (call) => {
    const mr = findOne(call);
    const position = await positionOf(call, mr);
    const note = createNote(call, mr, { resolvable: true, ...(position && { position }) });
    return json(discussionEntity(call, mr, [note]), 201);
  });

  router.add('POST', `${BASE}/discussions/:discussion_id/notes`, (call) => {
    const mr = findOne(call);
    const thread = findDiscussion(call, mr);
    const note = createNote(call, mr, {
      resolvable: thread[0]?.resolvable ?? false,
      discussionId: thread[0]?.discussionId,
    });
    return json(noteEntity(call, mr, note), 201);
  });

  router.add('PUT', `${BASE}/discussions/:discussion_id`, (call) => {
    const mr = findOne(call);
    const thread = findDiscussion(call, mr);
    const user = call.requireUser();
    call.params.require('resolved');
    writable(call, mr);
    if (mr.authorId !== user.id && call.level(projectById(call.world, mr.projectId)) < ACCESS.developer)
      throw forbidden();
    const resolved = call.params.boolean('resolved') ?? false;
    for (const note of thread.filter(({ resolvable }) => resolvable)) {
      note.resolved = resolved;
      note.resolvedById = resolved ? user.id : null;
    }
    call.context.events.emit('merge-request-changed', mr);
    return json(discussionEntity(call, mr, thread));
  });
}

/** Internal notes are for Reporters and above. */
function visibleNotes(call: ApiCall, mr: MergeRequest): Note[] {
  const reporter = call.level(projectById(call.world, mr.projectId)) >= ACCESS.reporter;
  return call.world.notes.filter((note) => note.mergeRequestId === mr.id && (!note.internal || reporter));
}

function findNote(call: ApiCall, mr: MergeRequest): Note {
  const id = call.params.requiredInteger('note_id');
  const note = visibleNotes(call, mr).find((candidate) => candidate.id === id);
  if (note === undefined) throw notFound();
  return note;
}

function bodyOf(call: ApiCall): string {
  const body = call.params.requiredString('body');
  if (body.trim() === '')
    throw new HttpError(400, { message: '400 Bad request - Note {:note=>["can\'t be blank"]}' });
  if (body.length > MAX_BODY) throw invalid({ note: [`is too long (maximum is ${MAX_BODY} characters)`] });
  return body;
}

function createNote(
  call: ApiCall,
  mr: MergeRequest,
  thread: { resolvable?: boolean; discussionId?: string | undefined; position?: NotePosition } = {},
): Note {
  const user = call.requireUser();
  writable(call, mr);
  const body = bodyOf(call);
  const at = now();
  const id = call.context.newId('note');
  const note: Note = {
    id,
    mergeRequestId: mr.id,
    authorId: user.id,
    body,
    system: false,
    internal: call.params.boolean('internal') ?? call.params.boolean('confidential') ?? false,
    discussionId: thread.discussionId ?? call.context.newId('discussion').toString(16).padStart(40, '0'),
    resolvable: thread.resolvable ?? false,
    resolved: false,
    resolvedById: null,
    ...(thread.position && { position: thread.position }),
    createdAt: at,
    updatedAt: at,
  };
  call.world.notes.push(note);
  call.context.events.emit('merge-request-changed', mr);
  return note;
}

/** An archived project is read-only (app/policies/project_policy.rb), its notes and threads too. */
function writable(call: ApiCall, mr: MergeRequest): void {
  if (projectById(call.world, mr.projectId).archived) throw forbidden();
}

/** The author, and Maintainers (`admin_note`); never a system note. */
function mayEdit(call: ApiCall, mr: MergeRequest, note: Note, user: User): boolean {
  writable(call, mr);
  if (note.system) return false;
  return note.authorId === user.id || call.level(projectById(call.world, mr.projectId)) >= ACCESS.maintainer;
}

function noteEntity(call: ApiCall, mr: MergeRequest, note: Note) {
  return {
    id: note.id,
    type: note.position ? 'DiffNote' : note.resolvable ? 'DiscussionNote' : null,
    body: note.body,
    author: userBasic(call.context, userById(call.world, note.authorId)),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: mr.id,
    noteable_type: 'MergeRequest',
    project_id: mr.projectId,
    resolvable: note.resolvable,
    ...(note.position ? { position: note.position } : {}),
    ...(note.resolvable
      ? {
          resolved: note.resolved,
          resolved_by: note.resolvedById
            ? userBasic(call.context, userById(call.world, note.resolvedById))
            : null,
          resolved_at: note.resolved ? note.updatedAt : null,
        }
      : {}),
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    noteable_iid: mr.iid,
    commands_changes: {},
  };
}

/** A place in the diff; GitLab refuses one that is none (app/models/diff_note.rb: the line code). */
async function positionOf(call: ApiCall, mr: MergeRequest): Promise<NotePosition | null> {
  const given = call.params.record('position');
  if (given === undefined) return null;
  const text = (key: string): string => String(given[key] ?? '');
  const version = await currentVersion(call.context, mr);
  const files = version ? await call.context.store.diff(mr.projectId, version.baseSha, version.headSha) : [];
  const file = files.find(({ newPath }) => newPath === text('new_path'));
  const line = Number(given.new_line);
  const known =
    version !== null &&
    text('position_type') === 'text' &&
    [text('base_sha'), text('start_sha'), text('head_sha')].join() ===
      [version.baseSha, version.startSha, version.headSha].join();
  if (!known || !file || !newLines(file.diff).has(line))
    throw new HttpError(400, {
      message: '400 Bad request - Note {:line_code=>["can\'t be blank", "must be a valid line code"]}',
    });
  return {
    position_type: 'text',
    base_sha: version.baseSha,
    start_sha: version.startSha,
    head_sha: version.headSha,
    old_path: file.oldPath,
    new_path: file.newPath,
    old_line: null,
    new_line: line,
  };
}

/** Lines of the new file that the hunks show. */
function newLines(diff: string): Set<number> {
  const lines = new Set<number>();
  let next = 0;
  for (const row of diff.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(row);
    if (hunk) next = Number(hunk[1]);
    else if (row.startsWith('+') || row.startsWith(' ')) lines.add(next++);
  }
  return lines;
}

function discussions(notes: Note[]): Note[][] {
  const threads = new Map<string, Note[]>();
  for (const note of notes) threads.set(note.discussionId, [...(threads.get(note.discussionId) ?? []), note]);
  return [...threads.values()];
}

function findDiscussion(call: ApiCall, mr: MergeRequest): Note[] {
  const id = call.params.string('discussion_id');
  const thread = visibleNotes(call, mr).filter((note) => note.discussionId === id);
  if (thread.length === 0) throw notFound('Discussion');
  return thread;
}

function discussionEntity(call: ApiCall, mr: MergeRequest, notes: Note[]) {
  const first = notes[0];
  if (first === undefined) throw grapeError(500, '500 Internal Server Error');
  return {
    id: first.discussionId,
    individual_note: !first.resolvable && notes.length === 1,
    notes: notes.map((note) => noteEntity(call, mr, note)),
  };
}
