import type { HistoryRecord, HistoryRecords } from '../../utils/apply/history-types.ts';
import type { FieldChange } from '../../utils/apply/plan-types.ts';
import { say } from '../../utils/texts/page-texts.ts';
import { toCsv } from './csv.ts';
import type { PanelServices } from './services.ts';

export interface HistoryReading {
  groupPath: string;
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

/** The whole history with what each commit changed. null: stopped. @throws RequestFailed */
export async function readHistory(
  send: PanelServices['send'],
  { groupPath, onProgress, signal }: HistoryReading,
): Promise<HistoryRecord[] | null> {
  const records: HistoryRecord[] = [];
  let page: number | null = 1;
  while (page !== null) {
    const read: HistoryRecords = await send('history.read', { groupPath, page });
    if (signal.aborted) return null;
    records.push(...read.records);
    onProgress(records.length);
    page = read.nextPage;
  }
  return records;
}

/** One line per changed field; a commit that changed none has one too. */
export function historyCsv(records: readonly HistoryRecord[]): string {
  const rows = records.flatMap(({ entry, detail }) => {
    const line = (project: string, path: string, change: FieldChange | null) => [
      entry.at,
      entry.by ?? '',
      entry.author,
      entry.kind,
      entry.title,
      project,
      path,
      say(change?.field ?? ''),
      say(change?.before ?? ''),
      say(change?.after ?? ''),
      entry.commit,
      entry.jobId ?? '',
    ];
    const changes = [
      ...detail.policyChanges.map((change) => line('', '', change)),
      ...detail.repos.flatMap((repo) =>
        repo.changes.map((change) => line(String(repo.project), repo.path, change)),
      ),
    ];
    return changes.length > 0 ? changes : [line('', '', null)];
  });
  return toCsv(
    [
      'time',
      'applied_by',
      'commit_author',
      'kind',
      'title',
      'project_id',
      'path',
      'field',
      'before',
      'after',
      'commit',
      'job',
    ],
    rows,
  );
}

export function historyJson(groupPath: string, records: readonly HistoryRecord[]): string {
  const entries = records.map(({ entry, detail }) => ({
    ...entry,
    changes: {
      policy: detail.policyChanges.map(inWords),
      repositories: detail.repos.map((repo) => ({ ...repo, changes: repo.changes.map(inWords) })),
    },
  }));
  return `${JSON.stringify({ group: groupPath, entries }, null, 2)}\n`;
}

function inWords({ field, before, after }: FieldChange) {
  return { field: say(field), before: say(before), after: say(after) };
}
