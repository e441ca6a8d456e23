import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryEntry } from '../../utils/apply/history-types.ts';
import type { UserError } from '../../utils/user-error.ts';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { toUserError } from './to-user-error.ts';

export interface History {
  entries: HistoryEntry[];
  /** Whether there are older ones. */
  more: boolean;
  loading: boolean;
  error: UserError | null;
  loadMore: () => void;
}

/** The gate project's commits, newest first, page after page as they are asked for. */
export function useHistory(): History {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [entries, setEntries] = useState<HistoryEntry[]>([]);
  const [nextPage, setNextPage] = useState<number | null>(1);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<UserError | null>(null);
  const gone = useRef(false);

  const load = async (page: number) => {
    setLoading(true);
    setError(null);
    try {
      const found = await services.send('history.list', { groupPath, page });
      if (gone.current) return;
      setEntries((before) => withoutDoubles([...before, ...found.entries]));
      setNextPage(found.nextPage);
    } catch (problem) {
      if (!gone.current) setError(toUserError(problem));
    } finally {
      if (!gone.current) setLoading(false);
    }
  };

  useEffect(() => {
    gone.current = false;
    void load(1);
    return () => {
      gone.current = true;
    };
  }, []);

  return {
    entries: withoutRecords(entries),
    more: nextPage !== null && entries.length > 0,
    loading,
    error,
    loadMore: () => {
      if (nextPage !== null && !loading) void load(nextPage);
    },
  };
}

/** A commit made while pages were read moves the older ones onto the next page. */
function withoutDoubles(entries: HistoryEntry[]): HistoryEntry[] {
  return [...new Map(entries.map((entry) => [entry.commit, entry])).values()];
}

/** What a job writes down at its end belongs to the job's own commit, and is told by it. */
function withoutRecords(entries: HistoryEntry[]): HistoryEntry[] {
  const told = new Set(entries.filter((entry) => entry.kind !== 'record').map((entry) => entry.jobId));
  return entries.filter((entry) => entry.kind !== 'record' || !told.has(entry.jobId));
}
