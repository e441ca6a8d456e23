/**
 * The embedded GitLab's model: what the REST API, the pages and the runner read and write. Plain records in
 * memory; git content lives in real bare repositories beside it. Names are GitLab's.
 */
export type AccessLevel = 10 | 15 | 20 | 30 | 40 | 50;

export interface User {
  id: number;
  username: string;
  name: string;
  email: string;
  password: string;
  admin: boolean;
  state: 'active' | 'blocked';
  bot: 'group' | 'project' | 'service_account' | null;
  /** Of a service account: the group that owns it. */
  ownedByGroupId?: number;
}

export interface AccessToken {
  id: number;
  token: string;
  name: string;
  /** Absent: none was given. */
  description?: string | null;
  kind: 'personal' | 'group' | 'project' | 'service_account';
  userId: number;
  /** `['granular']` for a fine-grained token. */
  scopes: string[];
  /** What a fine-grained token may do, as `METHOD /path-prefix` patterns. */
  granular?: string[];
  createdAt: string;
  /** YYYY-MM-DD */
  expiresAt: string | null;
  revoked: boolean;
  lastUsedAt: string | null;
}

export interface Group {
  id: number;
  name: string;
  path: string;
  fullPath: string;
  parentId: number | null;
  description: string;
  visibility: 'private' | 'internal' | 'public';
  /** Premium: an instance can hold this switched off. */
  groupAccessTokensAllowed: boolean;
  /** Absent: the licence has none. `administrators`: Owners are not let, which a top-level group's setting decides. */
  serviceAccounts?: 'owners' | 'administrators';
}

export interface Project {
  id: number;
  name: string;
  path: string;
  fullPath: string;
  namespaceId: number;
  description: string;
  visibility: 'private' | 'internal' | 'public';
  defaultBranch: string | null;
  archived: boolean;
  mergeRequestsEnabled: boolean;
  jobsEnabled: boolean;
  onlyAllowMergeIfPipelineSucceeds: boolean;
  allowMergeOnSkippedPipeline: boolean;
  onlyAllowMergeIfAllDiscussionsAreResolved: boolean;
  ciConfigPath: string;
  pipelineVariablesMinimumRole: 'no_one_allowed' | 'developer' | 'maintainer' | 'owner';
  protectedBranches: { name: string; pushLevel: AccessLevel; mergeLevel: AccessLevel }[];
  /** Paths that it had before: GitLab answers them with a 301. */
  formerPaths: string[];
  forkedFromId: number | null;
  /** YYYY-MM-DD; absent: it is not. */
  markedForDeletionOn?: string;
  createdAt: string;
  lastActivityAt: string;
  creatorId?: number;
  /** Other settings that PUT /projects/:id takes and GET gives back. */
  settings: Record<string, unknown>;
}

export interface Member {
  userId: number;
  /** Of a group or of a project; inherited downwards. */
  source: { type: 'group' | 'project'; id: number };
  accessLevel: AccessLevel;
}

export interface MergeRequest {
  id: number;
  iid: number;
  projectId: number;
  sourceProjectId: number;
  title: string;
  description: string;
  sourceBranch: string;
  targetBranch: string;
  authorId: number;
  state: 'opened' | 'closed' | 'merged';
  draft: boolean;
  sha: string;
  mergeCommitSha: string | null;
  createdAt: string;
  updatedAt: string;
  labels: string[];
  /** One per push to the source branch, newest first: GitLab's diff versions. Absent: not yet read. */
  versions?: MergeRequestVersion[];
  mergedById?: number | null;
  mergedAt?: string | null;
  closedAt?: string | null;
  squash?: boolean;
  removeSourceBranch?: boolean;
  /** Who asked for auto-merge. */
  autoMergeUserId?: number | null;
}

export interface MergeRequestVersion {
  id: number;
  headSha: string;
  /** Merge base of head and target when the version was made. */
  baseSha: string;
  /** The target branch's head then. */
  startSha: string;
  createdAt: string;
}

/** Where in the diff a comment stands, in GitLab's words. */
export interface NotePosition {
  position_type: 'text';
  base_sha: string;
  start_sha: string;
  head_sha: string;
  old_path: string;
  new_path: string;
  old_line: number | null;
  new_line: number | null;
}

export interface Note {
  id: number;
  mergeRequestId: number;
  authorId: number;
  body: string;
  system: boolean;
  internal: boolean;
  discussionId: string;
  resolvable: boolean;
  resolved: boolean;
  resolvedById?: number | null;
  position?: NotePosition;
  createdAt: string;
  updatedAt: string;
}

export type CiStatus =
  | 'created'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped'
  | 'manual';

export interface Pipeline {
  id: number;
  iid: number;
  projectId: number;
  sha: string;
  ref: string;
  status: CiStatus;
  source:
    | 'push'
    | 'merge_request_event'
    | 'trigger'
    | 'external'
    | 'parent_pipeline'
    | 'api'
    | 'web'
    | 'schedule';
  userId: number;
  mergeRequestId: number | null;
  /** Of a schedule's pipeline: `CI_PIPELINE_SCHEDULE_DESCRIPTION`. */
  scheduleDescription?: string;
  /** Of a merged results pipeline, whose `sha` is a merge commit that is on no branch: the head that it merges. */
  sourceSha?: string;
  parentPipelineId: number | null;
  /** Pipeline variables; `file` ones (TRIGGER_PAYLOAD) arrive as a path. */
  variables: { key: string; value: string; file: boolean }[];
  yamlErrors: string | null;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** A CI job, a bridge (trigger job) or a commit status posted over the API: GitLab keeps them in one table. */
export interface Job {
  id: number;
  kind: 'build' | 'bridge' | 'external';
  pipelineId: number;
  projectId: number;
  name: string;
  stage: string;
  status: CiStatus;
  allowFailure: boolean;
  failureReason: string | null;
  userId: number;
  /** External statuses. */
  targetUrl: string | null;
  description: string | null;
  /** Bridges. */
  downstreamPipelineId: number | null;
  trace: string;
  /** Folder on disk that holds the archive's files; null: none or expired. */
  artifactsDir: string | null;
  /** `artifacts:reports` by file type → file on disk. */
  reports: Record<string, string>;
  artifactsExpireAt: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface Hook {
  id: number;
  projectId: number;
  url: string;
  name: string;
  description: string;
  mergeRequestsEvents: boolean;
  pushEvents: boolean;
  enableSslVerification: boolean;
  token: string | null;
  urlVariables: { key: string; value: string }[];
  alertStatus: 'executable' | 'temporarily_disabled' | 'disabled';
  disabledUntil: string | null;
  failures: number;
  createdAt: string;
  /** Recent deliveries, newest first. */
  events: { at: string; status: number | null; error: string | null }[];
}

export interface TriggerToken {
  id: number;
  projectId: number;
  ownerId: number;
  description: string;
  token: string;
  createdAt: string;
  lastUsed: string | null;
}

export interface PipelineSchedule {
  id: number;
  projectId: number;
  ownerId: number;
  description: string;
  ref: string;
  cron: string;
  cronTimezone: string;
  active: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface Issue {
  id: number;
  iid: number;
  projectId: number;
  authorId: number;
  title: string;
  description: string;
  state: 'opened' | 'closed';
  labels: string[];
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface Variable {
  /** Of a project or of a group. */
  source: { type: 'group' | 'project'; id: number };
  key: string;
  value: string;
  variableType: 'env_var' | 'file';
  protected: boolean;
  masked: boolean;
  hidden: boolean;
  raw: boolean;
  environmentScope: string;
  description: string | null;
}

export interface World {
  users: User[];
  tokens: AccessToken[];
  groups: Group[];
  projects: Project[];
  members: Member[];
  mergeRequests: MergeRequest[];
  notes: Note[];
  pipelines: Pipeline[];
  jobs: Job[];
  hooks: Hook[];
  triggers: TriggerToken[];
  schedules: PipelineSchedule[];
  issues: Issue[];
  variables: Variable[];
  /** The instance as a whole. */
  version: string;
  /** A trigger's payload is no variable that needs permission. Absent: so it is; an older GitLab has none of that. */
  exemptsTriggerPayload?: boolean;
  /** Pipelines a minute for the same project, user and commit; 0 or absent: no limit, as self-managed. */
  pipelinesPerMinute?: number;
  /** How long after its making a pipeline becomes a merge request's head pipeline; absent: at once. */
  headPipelineDelayMs?: number;
  /** The next id of each kind; ids are never used twice. */
  nextId: Record<string, number>;
}
