import { isGateNote } from '../gate/read-note.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { allPages } from '../gitlab/paging.ts';
import type { Transport } from '../gitlab/transport.ts';

export interface Note {
  id: number;
  body: string;
  system: boolean;
  author: { id: number; username: string };
}

/** A thread; a comment that nobody may answer in one is a thread of one too. */
export interface Discussion {
  id: string;
  notes: (Note & { resolvable: boolean; resolved?: boolean; resolved_by?: { id: number } | null })[];
}

/** Comments and threads of a merge request. */
export class Comments {
  private readonly transport: Transport;
  private readonly sleep: (ms: number) => Promise<void>;

  constructor(transport: Transport, sleep: (ms: number) => Promise<void>) {
    this.transport = transport;
    this.sleep = sleep;
  }

  /** All comments, oldest first. */
  all(project: number, iid: number): Promise<Note[]> {
    return allPages<Note>(this.transport, `/projects/${project}/merge_requests/${iid}/notes`, {
      order_by: 'created_at',
      sort: 'asc',
    });
  }

  async add(project: number, iid: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes`;
    await this.transport.request({ method: 'POST', path, body: { body } });
  }

  threads(project: number, iid: number): Promise<Discussion[]> {
    return allPages<Discussion>(this.transport, `/projects/${project}/merge_requests/${iid}/discussions`);
  }

  async openThread(project: number, iid: number, body: string, position?: object): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/discussions`;
    await this.transport.request({ method: 'POST', path, body: { body, ...(position && { position }) } });
  }

  async resolve(project: number, iid: number, discussion: string, resolved: boolean): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/discussions/${encodeURIComponent(discussion)}`;
    await this.transport.request({ method: 'PUT', path, body: { resolved } });
  }

  async change(project: number, iid: number, note: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes/${note}`;
    await this.transport.request({ method: 'PUT', path, body: { body } });
  }

  /** The notes that are ours: by us, and marked. Oldest first. */
  async ours(project: number, iid: number, me: number): Promise<{ id: number; body: string }[]> {
    const notes = await this.all(project, iid);
    return notes.filter((n) => !n.system && n.author.id === me && isGateNote(n.body));
  }

  /** Leaves exactly one note of ours, with this body. */
  async putNote(project: number, iid: number, me: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes`;
    for (let attempt = 1; ; attempt++) {
      const mine = await this.ours(project, iid, me);
      try {
        if (mine.length === 0) {
          await this.transport.request({ method: 'POST', path, body: { body } });
          // Another gate pipeline of this merge request may have written its first note in the same moment.
          await this.keepOne(path, await this.ours(project, iid, me), body);
        } else await this.keepOne(path, mine, body);
        return;
      } catch (error) {
        // Cut off while creating, or the note was deleted meanwhile: look again instead of writing twice.
        const lookAgain = error instanceof GitLabError && (error.uncertain || error.kind === 'not_found');
        if (!lookAgain || attempt === 3) throw error;
        await this.sleep(1000 * attempt);
      }
    }
  }

  private async keepOne(path: string, notes: { id: number; body: string }[], body: string): Promise<void> {
    const [first, ...doubles] = notes;
    if (first && first.body !== body) {
      await this.transport.request({ method: 'PUT', path: `${path}/${first.id}`, body: { body } });
    }
    for (const double of doubles) {
      await this.transport.request({ method: 'DELETE', path: `${path}/${double.id}` });
    }
  }
}
