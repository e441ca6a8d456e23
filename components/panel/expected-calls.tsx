import { useEffect, useState } from 'preact/hooks';
import { say, t } from '../../utils/texts/page-texts.ts';
import { text } from '../../utils/texts/text.ts';
import { usePanelEnvironment } from './panel-context.ts';
import { duration } from './words.ts';

/** What of a limit is used, with room for the person's own scripts. */
const SHARE = 0.95;

/** How many calls a plan takes, and how long they do at the limit of this GitLab, where one is known. */
export function ExpectedCalls({ calls }: { calls: number }) {
  const { services } = usePanelEnvironment();
  const [perMinute, setPerMinute] = useState<number | null>(null);
  useEffect(() => {
    // Without an answer nothing is said of the time.
    services.send('gitlab.pace', {}).then(
      (pace) => setPerMinute(pace.perMinute),
      () => {},
    );
  }, []);
  const told = text('panel.plan.calls', { count: calls });
  if (perMinute === null) return <>{say(told)}</>;
  const seconds = (calls / (perMinute * SHARE)) * 60;
  return (
    <>
      {t('panel.plan.calls_paced', {
        calls: told,
        time: duration(seconds),
        requests: text('panel.plan.requests', { count: perMinute }),
      })}
    </>
  );
}
