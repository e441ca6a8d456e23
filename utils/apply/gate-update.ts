import pipelineTemplate from '../../assets/gate-project/gitlab-ci.yml?raw';
import readmeTemplate from '../../assets/gate-project/README.md?raw';
import { showCommit } from '../gitlab/endpoints/commits.ts';
import { type RepositoryFile, readFile } from '../gitlab/endpoints/files.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { PIPELINE_FILE, PROGRAM_FILE, README_FILE } from './gate-project.ts';
import { readTrailers } from './trailers.ts';

/** What an update of the gate project's own files would change: those that differ from what this extension brings. */
export interface GateUpdate {
  files: {
    path: string;
    /** Changed by hand: it stays as it is. */
    kept: boolean;
    /** null: a built program, which nobody reads. */
    text: { before: string; after: string } | null;
  }[];
}

/** A file of a gate project that is ours, and not the group's. */
export interface OwnFile {
  path: string;
  /** What this extension brings. */
  content: string;
}

export function ownFiles(program: string): OwnFile[] {
  return [
    { path: PIPELINE_FILE, content: pipelineTemplate },
    { path: PROGRAM_FILE, content: program },
    { path: README_FILE, content: readmeTemplate },
  ];
}

/**
 * Whether somebody changed a file after MR Gate wrote it: its last commit is then none of ours. A file that says
 * what this extension brings is as good as ours.
 */
export async function isEdited(
  gitlab: Requester,
  project: number,
  file: RepositoryFile,
  content: string,
): Promise<boolean> {
  if (file.text === content) return false;
  return readTrailers((await showCommit(gitlab, project, file.lastCommit)).message) === null;
}

/** What an update of the gate project's own files would change. @throws GitLabError */
export async function lookForUpdate(
  gitlab: Requester,
  gate: { id: number; branch: string },
  program: string,
): Promise<GateUpdate> {
  const files: GateUpdate['files'] = [];
  for (const { path, content } of ownFiles(program)) {
    const file = await readFile(gitlab, gate.id, path, gate.branch);
    if (file?.text === content) continue;
    const kept = file !== null && (await isEdited(gitlab, gate.id, file, content));
    // The program is built: nobody reads its diff, and it is a third of a megabyte.
    const text = path === PROGRAM_FILE ? null : { before: file?.text ?? '', after: content };
    files.push({ path, kept, text });
  }
  return { files };
}
