import { useEffect, useState } from 'preact/hooks';
import { usePanelEnvironment } from './panel-context.ts';
import { countOf, duration } from './words.ts';

/** What of a limit is used, with room for the person's own scripts. */
const SHARE = 0.95;

/** How long so many calls take at the limit of this GitLab; nothing where none is known. */
export function ExpectedTime({ calls }: { calls: number }) {
  const { services } = usePanelEnvironment();
  const [perMinute, setPerMinute] = useState<number | null>(null);
  useEffect(() => {
    // Without an answer nothing is said of the time.
    services.send('gitlab.pace', {}).then(
      (pace) => setPerMinute(pace.perMinute),
      () => {},
    );
  }, []);
  if (perMinute === null) return null;
  const seconds = (calls / (perMinute * SHARE)) * 60;
  return (
    <>
      , {duration(seconds)} at its limit of {countOf(perMinute, 'request')} a minute
    </>
  );
}
