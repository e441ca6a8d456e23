import type { NoteReading } from '../gate/read-note.ts';
import type { EntityUser, MergeRequestEntity, StatusEntity } from './entities.ts';

/** A note that carries our marker, with what its data says. Anyone may have written it. */
export interface GateNote {
  id: number;
  author: EntityUser;
  updatedAt: string | null;
  reading: NoteReading;
}

/** A gate project's `enrolled.json`, as this page's session may read it. */
export interface GateProject {
  path: string;
  /** null: nobody is named yet. */
  gateUser: EntityUser | null;
  /** Whether it gates the merge request's project. */
  listed: boolean;
}

/** All that was read for one card: facts, no judgement. */
export interface CardReading {
  projectPath: string;
  mergeRequest: MergeRequestEntity;
  /** Notes with our marker, oldest first. */
  notes: GateNote[];
  /** The discussion has more comments than were searched for such notes. */
  notesCut: boolean;
  /** Latest statuses named MR Gate on the head commit, newest first; null: the session may not see them. */
  statuses: StatusEntity[] | null;
  /** Readable gate projects of the groups above, outermost first. */
  gateProjects: GateProject[];
  /** "Pipelines must succeed" of the project; null: the session may not see it. */
  mustSucceed: boolean | null;
}
