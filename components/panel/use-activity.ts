import { useEffect, useState } from 'preact/hooks';
import { SessionError } from '../../utils/card/session-api.ts';
import type { GroupActivity } from '../../utils/list/group-activity.ts';
import { usePanel, usePanelEnvironment } from './panel-context.ts';

export type ActivityState =
  | { state: 'loading' }
  | { state: 'ready'; activity: GroupActivity }
  | { state: 'signed_out' }
  | { state: 'failed' };

/** What the gate says of the group's merge requests. Read when the repositories are there, and again when they are. */
export function useActivity(loadedAt: string): ActivityState & { again: () => void } {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<ActivityState>({ state: 'loading' });
  useEffect(() => {
    const ended = new AbortController();
    // What was there stays until the new one is: nothing jumps.
    setState((before) => (before.state === 'ready' ? before : { state: 'loading' }));
    services.activity(groupPath, ended.signal).then(
      (activity) => !ended.signal.aborted && setState({ state: 'ready', activity }),
      (error: unknown) => {
        if (ended.signal.aborted) return;
        const signedOut = error instanceof SessionError && error.kind === 'signed_out';
        setState({ state: signedOut ? 'signed_out' : 'failed' });
      },
    );
    return () => ended.abort();
  }, [services, groupPath, loadedAt, tries]);
  return { ...state, again: () => setTries((count) => count + 1) };
}
