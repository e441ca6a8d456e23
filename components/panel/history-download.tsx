import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { historyCsv, historyJson, readHistory } from './history-export.ts';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { fileName, saveFile } from './save-file.ts';
import { toUserError } from './to-user-error.ts';

/** The whole history as a file. Reading it takes two requests a commit: it shows how far it is, and can be stopped. */
export function HistoryDownload() {
  const { services, store } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [read, setRead] = useState<number | null>(null);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const download = async (format: 'csv' | 'json') => {
    const controller = new AbortController();
    reading.current = controller;
    setRead(0);
    try {
      const records = await readHistory(services.send, {
        groupPath,
        onProgress: setRead,
        signal: controller.signal,
      });
      if (!records) return;
      if (format === 'csv') saveFile(fileName(groupPath, 'history', 'csv'), historyCsv(records), 'text/csv');
      else
        saveFile(fileName(groupPath, 'history', 'json'), historyJson(groupPath, records), 'application/json');
    } catch (error) {
      if (!controller.signal.aborted) store.setState({ notice: toUserError(error) });
    } finally {
      // One that was stopped may end after the next has begun.
      if (reading.current === controller) setRead(null);
    }
  };

  if (read !== null) {
    return (
      <span class="mrg-history__reading">
        <span role="status">{t('panel.history.reading', { count: read })}</span>
        <Button
          onClick={() => {
            reading.current?.abort();
            setRead(null);
          }}
        >
          {t('panel.stop')}
        </Button>
      </span>
    );
  }
  return (
    <Menu
      label={t('panel.history.download')}
      icon="download"
      items={() => [
        { text: t('panel.as_csv'), onSelect: () => void download('csv') },
        { text: t('panel.as_json'), onSelect: () => void download('json') },
      ]}
    >
      {t('panel.download')}
    </Menu>
  );
}
