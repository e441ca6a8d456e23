import type { MergeFlags } from '../gate/enrolment.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';

/** `01`: pipelines need not succeed, a skipped one counts as such. */
type PackedFlags = `${0 | 1}${0 | 1}`;

type PackedRepo = Omit<RepoWork, 'webUrl' | 'flags' | 'before' | 'was' | 'left'> & {
  /** Absent: the path below the GitLab's own address. */
  webUrl?: string;
  flags: PackedFlags | null;
  before: PackedFlags;
  was: PackedFlags;
  left?: PackedFlags;
};

/** Work as it is stored. */
export type PackedWork = Omit<ApplyWork, 'repos'> & { repos: PackedRepo[] };

/**
 * Work of thousands of repositories, with their flags in two letters each and without addresses that follow from the
 * paths: they would be most of it, and storage.local holds 10 MB.
 */
export function packWork(work: ApplyWork): PackedWork {
  const below = addressOf(work);
  return {
    ...work,
    repos: work.repos.map(({ left, webUrl, ...repo }) => ({
      ...repo,
      ...(webUrl !== below + repo.path && { webUrl }),
      flags: repo.flags && pack(repo.flags),
      before: pack(repo.before),
      was: pack(repo.was),
      ...(left && { left: pack(left) }),
    })),
  };
}

export function unpackWork(packed: PackedWork): ApplyWork {
  const below = addressOf(packed);
  return {
    ...packed,
    repos: packed.repos.map(({ left, webUrl, ...repo }) => ({
      ...repo,
      webUrl: webUrl ?? below + repo.path,
      flags: repo.flags && unpack(repo.flags),
      before: unpack(repo.before),
      was: unpack(repo.was),
      ...(left && { left: unpack(left) }),
    })),
  };
}

/** What comes before a path in the addresses of this GitLab, as the gate project's own shows it. */
function addressOf({ gateProject: { webUrl, path } }: Pick<ApplyWork, 'gateProject'>): string {
  return webUrl.endsWith(`/${path}`) ? webUrl.slice(0, -path.length) : '';
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
