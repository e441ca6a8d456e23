import type { ServerContext } from '../server/context.ts';

/** What the runner needs of the server. */
export type RunnerContext = Pick<
  ServerContext,
  | 'world'
  | 'store'
  | 'baseUrl'
  | 'dataDir'
  | 'runnerEnabled'
  | 'newId'
  | 'newIid'
  | 'events'
  | 'updatePipeline'
  | 'jobTokens'
>;
