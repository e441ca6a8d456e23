import type { MergeFlags } from '../gate/enrolment.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';

/** `01`: pipelines need not succeed, a skipped one counts as such. */
type PackedFlags = `${0 | 1}${0 | 1}`;

type PackedRepo = Omit<RepoWork, 'flags' | 'before' | 'was' | 'left'> & {
  flags: PackedFlags | null;
  before: PackedFlags;
  was: PackedFlags;
  left?: PackedFlags;
};

/** Work as it is stored. */
export type PackedWork = Omit<ApplyWork, 'repos'> & { repos: PackedRepo[] };

/**
 * Work of thousands of repositories, with their flags in two letters each: GitLab's names for them would be most of
 * it, and storage.local holds 10 MB.
 */
export function packWork(work: ApplyWork): PackedWork {
  return {
    ...work,
    repos: work.repos.map(({ left, ...repo }) => ({
      ...repo,
      flags: repo.flags && pack(repo.flags),
      before: pack(repo.before),
      was: pack(repo.was),
      ...(left && { left: pack(left) }),
    })),
  };
}

export function unpackWork(packed: PackedWork): ApplyWork {
  return {
    ...packed,
    repos: packed.repos.map(({ left, ...repo }) => ({
      ...repo,
      flags: repo.flags && unpack(repo.flags),
      before: unpack(repo.before),
      was: unpack(repo.was),
      ...(left && { left: unpack(left) }),
    })),
  };
}

function pack(flags: MergeFlags): PackedFlags {
  return `${flags.only_allow_merge_if_pipeline_succeeds ? 1 : 0}${flags.allow_merge_on_skipped_pipeline ? 1 : 0}`;
}

function unpack(packed: PackedFlags): MergeFlags {
  return {
    only_allow_merge_if_pipeline_succeeds: packed[0] === '1',
    allow_merge_on_skipped_pipeline: packed[1] === '1',
  };
}
