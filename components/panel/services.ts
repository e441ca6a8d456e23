import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { GateSettings } from '../../utils/gate/policy.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
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
  /**
   * What the gate would say of a merge request by the reports of its own pipeline, read with the page's session; null:
   * there are none. Rejects where GitLab cannot be read.
   */
  judgeReports: (place: CardPlace, settings: GateSettings, signal: AbortSignal) => Promise<Verdict | null>;
  /** YYYY-MM-DD in UTC, as the policy's dates are. */
  today: () => string;
  /** Whether a person caused the event: page code can click in an open shadow root too. */
  isTrusted: (event: Event) => boolean;
}
