import { gateProjectCandidates } from '../gate/gate-project.ts';
import { ENROLMENT_FILE } from '../gate/policy.ts';
import { readNote } from '../gate/read-note.ts';
import { fittingOf } from '../gate/shape.ts';
import { STATUS_NAME } from '../gate/verdict.ts';
import {
  enrolmentShape,
  type MergeRequestEntity,
  mergeRequestShape,
  type NoteEntity,
  noteShape,
  projectShape,
  type StatusEntity,
  statusShape,
} from './entities.ts';
import type { CardReading, GateNote, GateProject } from './reading.ts';
import { type SessionApi, SessionError } from './session-api.ts';
import { whyNotFound } from './signed-out.ts';
import { chooseNote, chooseStatus, gateUserOf } from './trust.ts';

export interface CardPage {
  projectPath: string;
  iid: number;
}

export interface CardLoader {
  /** Reads everything for the card. Throws SessionError where the merge request itself can't be read. */
  load(signal: AbortSignal): Promise<CardReading>;
  /** Forgets what is remembered between loads: for a person's own "Refresh". */
  forget(): void;
}

/** Discussions longer than this many pages of 100 are not searched to the end: the card says so. */
const MAX_NOTE_PAGES = 30;
const PROJECT_FRESH_MS = 60_000;
const GATE_PROJECTS_FRESH_MS = 300_000;

/**
 * Loads one merge request's card in two round trips: first the merge request and its notes, then what
 * depends on them, the statuses of its head commit, the gate projects' `enrolled.json` and the project. Only a
 * discussion of more than 100 notes can cost a third, once.
 *
 * Statuses are asked without `all`: GitLab then answers with the ones that count, and those are what the
 * merge check enforces. One that was overwritten by somebody else is gone from the answer, and the note no
 * longer agrees with what is left.
 */
export function createCardLoader(page: CardPage, api: SessionApi, now: () => number = Date.now): CardLoader {
  const project = `/projects/${encodeURIComponent(page.projectPath)}`;
  const mergeRequest = `${project}/merge_requests/${page.iid}`;
  let noteId: number | null = null;
  let searchedAll = false;
  let notesCut = false;
  let hadStatus = false;
  let settings: { at: number; mustSucceed: boolean | null } | null = null;
  let gateProjects: { at: number; of: string; projects: GateProject[] } | null = null;

  async function loadSettings(signal: AbortSignal): Promise<boolean | null> {
    if (settings && now() - settings.at < PROJECT_FRESH_MS) return settings.mustSucceed;
    const answer = await hidden(api.json(project, {}, projectShape, signal));
    settings = { at: now(), mustSucceed: answer?.data.only_allow_merge_if_pipeline_succeeds ?? null };
    return settings.mustSucceed;
  }

  async function loadNotes(signal: AbortSignal): Promise<GateNote[]> {
    if (noteId !== null) {
      const known = await hidden(api.json(`${mergeRequest}/notes/${noteId}`, {}, noteShape, signal));
      const read = known && gateNotes([known.data]);
      if (read && read.length > 0) return read;
      noteId = null;
      searchedAll = false;
    }
    const list = (pageNumber: number, sort: 'asc' | 'desc') =>
      api.json(
        `${mergeRequest}/notes`,
        { order_by: 'created_at', sort, per_page: 100, page: pageNumber, activity_filter: 'only_comments' },
        fittingOf(noteShape),
        signal,
      );
    // The gate writes its note soon after the merge request opens and edits it from then on, so the oldest
    // come first; once all are known, only new ones can matter.
    const first = await list(1, searchedAll ? 'desc' : 'asc');
    if (searchedAll) return gateNotes(first.data.reverse());
    const found = gateNotes(first.data);
    // GitLab counts no further than 10,000.
    const pageCount = first.nextPage === null ? 1 : (first.totalPages ?? Number.POSITIVE_INFINITY);
    if (found.length === 0 && first.nextPage !== null) {
      const last = Math.min(pageCount, MAX_NOTE_PAGES);
      const numbers = Array.from({ length: Math.max(0, last - 1) }, (_, at) => at + 2);
      const rest = await Promise.all(numbers.map((number) => list(number, 'asc')));
      found.push(...gateNotes(rest.flatMap((answer) => answer.data)));
    }
    searchedAll = found.length === 0;
    notesCut = searchedAll && pageCount > MAX_NOTE_PAGES;
    return found;
  }

  async function loadStatuses(
    entity: MergeRequestEntity,
    signal: AbortSignal,
  ): Promise<StatusEntity[] | null> {
    if (entity.sha === null) return [];
    // Where the head's pipeline is: of a fork's merge request, in the fork.
    // One of merged results runs on a merge commit.
    const { head_pipeline: head } = entity;
    const ofHead = head?.sha === entity.sha || head?.ref === `refs/merge-requests/${entity.iid}/merge`;
    const owner = (ofHead ? head?.project_id : null) ?? entity.source_project_id ?? entity.project_id;
    const at = owner === entity.project_id ? project : `/projects/${owner}`;
    const commit = (ofHead && head?.sha) || entity.sha;
    try {
      const answer = await api.json(
        `${at}/repository/commits/${encodeURIComponent(commit)}/statuses`,
        { name: STATUS_NAME, order_by: 'id', sort: 'desc', per_page: 20 },
        fittingOf(statusShape),
        signal,
      );
      // An instance that ignores `name` would answer with every job.
      return answer.data.filter((status) => status.name === STATUS_NAME).sort((a, b) => b.id - a.id);
    } catch (error) {
      if (error instanceof SessionError && error.kind === 'not_found') return [];
      if (error instanceof SessionError && error.kind === 'forbidden') return null;
      throw error;
    }
  }

  async function loadGateProjects(
    projectId: number,
    notes: GateNote[],
    signal: AbortSignal,
  ): Promise<GateProject[]> {
    // Where nothing says that the gate has been here, nobody needs to be asked who the gate is.
    if (notes.length === 0 && !hadStatus) return [];
    const named = notes.flatMap(({ reading }) => (reading.ok ? [reading.verdict.gate.project] : []));
    const candidates = gateProjectCandidates(page.projectPath, named);
    const of = candidates.join(' ');
    if (gateProjects?.of === of && now() - gateProjects.at < GATE_PROJECTS_FRESH_MS) {
      return gateProjects.projects;
    }
    const read = await Promise.all(
      candidates.map(async (path): Promise<GateProject[]> => {
        const file = `/projects/${encodeURIComponent(path)}/repository/files/${encodeURIComponent(ENROLMENT_FILE)}/raw`;
        const answer = await hidden(api.json(file, { ref: 'HEAD' }, enrolmentShape, signal));
        if (!answer) return [];
        const { gateUser, projects } = answer.data;
        return [{ path, gateUser, listed: Object.hasOwn(projects, String(projectId)) }];
      }),
    );
    gateProjects = { at: now(), of, projects: read.flat() };
    return gateProjects.projects;
  }

  return {
    async load(signal) {
      const [{ data: entity }, notes] = await Promise.all([
        api.json(mergeRequest, {}, mergeRequestShape, signal),
        loadNotes(signal),
      ]).catch(async (error: unknown) => {
        throw await whyNotFound(api, error, signal);
      });
      const [statuses, projects, mustSucceed] = await Promise.all([
        loadStatuses(entity, signal),
        loadGateProjects(entity.project_id, notes, signal),
        // Whether GitLab holds to a verdict; there is none without a note.
        notes.length > 0 ? loadSettings(signal) : null,
      ]);
      const reading: CardReading = {
        projectPath: page.projectPath,
        mergeRequest: entity,
        notes,
        notesCut: notesCut && notes.length === 0,
        statuses,
        gateProjects: projects,
        mustSucceed,
      };
      hadStatus = (statuses?.length ?? 0) > 0;
      // Only a note that the gate itself wrote is worth asking for by its id alone: beside any other, the
      // gate's own may still appear.
      const gateUser = gateUserOf(reading);
      const author = gateUser ?? chooseStatus(reading)?.author ?? null;
      const chosen = chooseNote(reading);
      noteId = chosen && author && chosen.author.id === author.id ? chosen.id : null;
      return reading;
    },

    forget() {
      noteId = null;
      searchedAll = false;
      hadStatus = false;
      settings = null;
      gateProjects = null;
    },
  };
}

function gateNotes(notes: readonly NoteEntity[]): GateNote[] {
  return notes.flatMap((note): GateNote[] => {
    const reading = note.system ? null : readNote(note.body);
    return reading ? [{ id: note.id, author: note.author, updatedAt: note.updated_at, reading }] : [];
  });
}

/** What this session may not see, or what is not there, or is not what it should be, is null. */
async function hidden<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    const { kind } = error instanceof SessionError ? error : { kind: null };
    if (kind === 'not_found' || kind === 'forbidden' || kind === 'unreadable') return null;
    throw error;
  }
}
