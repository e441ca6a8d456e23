import { Router } from '../server/router.ts';
import { addBranchRoutes } from './branches.ts';
import type { ApiRouter } from './call.ts';
import { addCommitRoutes } from './commits.ts';
import { addFileRoutes } from './files.ts';
import { addForkRoutes } from './forks.ts';
import { addGroupAccessTokenRoutes } from './group-access-tokens.ts';
import { addGroupRoutes } from './groups.ts';
import { addHookRoutes } from './hooks.ts';
import { addIssueRoutes } from './issues.ts';
import { addJobRoutes } from './jobs.ts';
import { addMemberRoutes } from './members.ts';
import { addMergeRequestRoutes } from './merge-requests.ts';
import { addNoteRoutes } from './notes.ts';
import { addPipelineScheduleRoutes } from './pipeline-schedules.ts';
import { addPipelineRoutes } from './pipelines.ts';
import { addProjectRoutes } from './projects.ts';
import { addRepositoryRoutes } from './repository.ts';
import { addStatusRoutes } from './statuses.ts';
import { addTriggerRoutes } from './triggers.ts';
import { addUserRoutes } from './users.ts';
import { addVariableRoutes } from './variables.ts';

/** All of `/api/v4`. */
export function apiRoutes(): ApiRouter {
  const router: ApiRouter = new Router();
  addUserRoutes(router);
  addGroupRoutes(router);
  addMemberRoutes(router);
  addGroupAccessTokenRoutes(router);
  addProjectRoutes(router);
  addForkRoutes(router);
  addHookRoutes(router);
  addTriggerRoutes(router);
  addVariableRoutes(router);
  addPipelineScheduleRoutes(router);
  addFileRoutes(router);
  addCommitRoutes(router);
  addBranchRoutes(router);
  addRepositoryRoutes(router);
  addMergeRequestRoutes(router);
  addNoteRoutes(router);
  addIssueRoutes(router);
  addStatusRoutes(router);
  addPipelineRoutes(router);
  addJobRoutes(router);
  return router;
}
