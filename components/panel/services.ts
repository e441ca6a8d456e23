import type { JobSnapshot } from '../../utils/apply/types.ts';
import type { GroupActivity } from '../../utils/list/group-activity.ts';
import type { Answers, Params, RequestName } from '../../utils/messages.ts';
import type { UserError } from '../../utils/user-error.ts';

/** What the panel needs of the world around it. In the extension: the worker, the browser, the clock. */
export interface PanelServices {
  /** @throws RequestFailed */
  send: <N extends RequestName>(name: N, params: Params<N>) => Promise<Answers[N]>;
  watchJob: (
    groupPath: string,
    onJob: (job: JobSnapshot | null) => void,
    onLost?: (error: UserError) => void,
  ) => () => void;
  /** With the page's own session. @throws SessionError */
  activity: (groupPath: string, signal: AbortSignal) => Promise<GroupActivity>;
  /** YYYY-MM-DD in UTC, as the policy's dates are. */
  today: () => string;
  /** Whether a person caused the event: page code can click in an open shadow root too. */
  isTrusted: (event: Event) => boolean;
}
