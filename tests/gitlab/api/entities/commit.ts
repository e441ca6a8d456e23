import type { DiffFile, RepoCommit, ServerContext } from '../../server/context.ts';
import type { Project } from '../../world/types.ts';

export function commitEntity(context: ServerContext, project: Project, commit: RepoCommit) {
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    created_at: commit.committedDate,
    parent_ids: commit.parentIds,
    title: commit.title,
    message: commit.message,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: commit.authoredDate,
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: commit.committedDate,
    trailers: {},
    extended_trailers: {},
    web_url: `${context.baseUrl}/${project.fullPath}/-/commit/${commit.id}`,
  };
}

export function diffEntity(diff: DiffFile) {
  return {
    diff: diff.diff,
    collapsed: false,
    too_large: false,
    new_path: diff.newPath,
    old_path: diff.oldPath,
    a_mode: diff.aMode,
    b_mode: diff.bMode,
    new_file: diff.newFile,
    renamed_file: diff.renamedFile,
    deleted_file: diff.deletedFile,
    generated_file: false,
  };
}

/** Added and removed lines of hunks. */
export function diffStats(diffs: DiffFile[]): { additions: number; deletions: number; total: number } {
  let additions = 0;
  let deletions = 0;
  for (const line of diffs.flatMap((diff) => diff.diff.split('\n'))) {
    if (line.startsWith('+')) additions += 1;
    else if (line.startsWith('-')) deletions += 1;
  }
  return { additions, deletions, total: additions + deletions };
}
