import { userById } from '../world/find.ts';
import type { MergeRequest } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { sorted } from './sort.ts';

const ORDERS = [
  'created_at',
  'label_priority',
  'milestone_due',
  'popularity',
  'priority',
  'title',
  'updated_at',
  'merged_at',
] as const;

/** The parameters of the merge request lists. */
export function filterMergeRequests(call: ApiCall, mergeRequests: MergeRequest[]): MergeRequest[] {
  const { params, world } = call;
  const state = params.oneOf('state', ['opened', 'closed', 'locked', 'merged', 'all']) ?? 'all';
  const iids = params.list('iids')?.map(Number);
  const source = params.string('source_branch');
  const target = params.string('target_branch');
  const authorId = params.integer('author_id');
  const author = params.string('author_username');
  const search = params.string('search')?.toLowerCase();
  const updatedAfter = params.date('updated_after')?.toISOString();
  const updatedBefore = params.date('updated_before')?.toISOString();
  const draft = params.oneOf('wip', ['yes', 'no']);
  const scope = params.string('scope') ?? 'all';
  const found = mergeRequests.filter(
    (mr) =>
      (state === 'all' || mr.state === state) &&
      (iids === undefined || iids.includes(mr.iid)) &&
      (source === undefined || mr.sourceBranch === source) &&
      (target === undefined || mr.targetBranch === target) &&
      (authorId === undefined || mr.authorId === authorId) &&
      (author === undefined || userById(world, mr.authorId).username === author) &&
      (search === undefined || `${mr.title} ${mr.description}`.toLowerCase().includes(search)) &&
      (updatedAfter === undefined || mr.updatedAt >= updatedAfter) &&
      (updatedBefore === undefined || mr.updatedAt <= updatedBefore) &&
      (draft === undefined || mr.draft === (draft === 'yes')) &&
      (!scope.startsWith('created') || mr.authorId === call.user?.id),
  );
  const order = params.oneOf('order_by', ORDERS) ?? 'created_at';
  const direction = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  return sorted(
    found,
    (mr) =>
      order === 'title'
        ? mr.title
        : order === 'updated_at'
          ? mr.updatedAt
          : order === 'merged_at'
            ? (mr.mergedAt ?? '')
            : mr.createdAt,
    direction,
  );
}
