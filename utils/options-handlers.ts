import type { Connections } from './connect/connections.ts';
import { diagnosticsText } from './diagnostics.ts';
import { Failure } from './failure.ts';
import type { Handlers } from './message-server.ts';
import type { RequestLog } from './request-log.ts';
import { readSetting, type Settings, writeSetting } from './settings.ts';
import type { KeyValueStore } from './storage.ts';
import { text } from './texts/text.ts';

/** What the options page's requests need of the worker and its browser. */
export interface OptionsDeps {
  requests: RequestLog;
  /** The features changed: the content scripts follow. */
  featuresChanged(): Promise<void>;
  /** The jobs that are kept, newest first. */
  jobs(): Promise<readonly { active: boolean; groupPath: string }[]>;
  environment(): Promise<{ version: string; userAgent: string; granted: number; scripts: string[] }>;
  /** Forgets all tokens, and all that is in the extension's storage. */
  forgetEverything(): Promise<void>;
  now(): number;
}

type OptionsRequest =
  | 'settings.read'
  | 'settings.setFeature'
  | 'settings.setUngatedDefault'
  | 'requests.latest'
  | 'diagnostics.make'
  | 'everything.remove';

/** What the options page asks for. */
export function optionsHandlers(
  connections: Connections,
  settings: KeyValueStore,
  deps: OptionsDeps,
): Pick<Handlers, OptionsRequest> {
  const read = async (): Promise<Settings> => ({
    ungatedDefault: await readSetting(settings, 'ungatedDefault'),
    features: await readSetting(settings, 'features'),
  });
  return {
    'settings.read': read,
    'settings.setFeature': async ({ feature, on }) => {
      const features = { ...(await readSetting(settings, 'features')), [feature]: on };
      await writeSetting(settings, 'features', features);
      await deps.featuresChanged();
      return features;
    },
    'settings.setUngatedDefault': async ({ failOn }) => {
      const ungated = { ...(await readSetting(settings, 'ungatedDefault')), failOn };
      await writeSetting(settings, 'ungatedDefault', ungated);
      return ungated;
    },
    'requests.latest': () => deps.requests.latest(),
    'diagnostics.make': async () => ({
      text: diagnosticsText({
        ...(await deps.environment()),
        connections: await connections.list(),
        settings: await read(),
        jobs: await deps.jobs(),
        requests: await deps.requests.latest(),
        now: deps.now(),
      }),
    }),
    'everything.remove': async () => {
      const running = (await deps.jobs()).find(({ active }) => active);
      // Its next step would write into the storage that was just emptied, with a token that it still holds.
      if (running) {
        throw new Failure({
          kind: 'job_running',
          what: text('options.remove.job_running', { group: running.groupPath }),
          next: text('options.remove.job_running_next'),
        });
      }
      await deps.forgetEverything();
      await deps.featuresChanged();
      return null;
    },
  };
}
