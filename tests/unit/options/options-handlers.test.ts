import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connections } from '../../../utils/connect/connections.ts';
import { type OptionsDeps, optionsHandlers } from '../../../utils/options-handlers.ts';
import { DEFAULTS, SETTINGS } from '../../../utils/settings.ts';
import { createLocalStore } from '../../../utils/storage.ts';
import { text } from '../../../utils/texts/text.ts';

const settings = createLocalStore(SETTINGS);
beforeEach(() => settings.remove('features'));

function setUp(more: Partial<OptionsDeps> = {}) {
  const featuresChanged = vi.fn(async () => {});
  const forgetEverything = vi.fn(async () => {});
  const deps: OptionsDeps = {
    requests: { note() {}, noteSession() {}, latest: async () => [], clear: async () => {} },
    featuresChanged,
    jobs: async () => [],
    environment: async () => ({ version: '1', userAgent: 'x', granted: 0, scripts: [] }),
    forgetEverything,
    now: () => 0,
    ...more,
  };
  const connections = { list: async () => [] } as unknown as Connections;
  return { handlers: optionsHandlers(connections, settings, deps), featuresChanged, forgetEverything };
}

describe('the options page', () => {
  it('switches a feature, which the scripts follow', async () => {
    const { handlers, featuresChanged } = setUp();
    await handlers['settings.setFeature']({ feature: 'card', on: false }, null);
    expect((await handlers['settings.read']({}, null)).features).toEqual({
      ...DEFAULTS.features,
      card: false,
    });
    expect(featuresChanged).toHaveBeenCalledOnce();
  });

  it('sets what fails without a policy', async () => {
    const { handlers } = setUp();
    await handlers['settings.setUngatedDefault']({ failOn: 'never' }, null);
    expect((await handlers['settings.read']({}, null)).ungatedDefault).toEqual({
      failOn: 'never',
      perScan: {},
    });
  });

  it('removes everything, but not under a job that is at work', async () => {
    const busy = setUp({ jobs: async () => [{ active: true, groupPath: 'acme' }] });
    await expect(busy.handlers['everything.remove']({}, null)).rejects.toMatchObject({
      userError: { kind: 'job_running', what: text('options.remove.job_running', { group: 'acme' }) },
    });
    expect(busy.forgetEverything).not.toHaveBeenCalled();
    const idle = setUp({ jobs: async () => [{ active: false, groupPath: 'acme' }] });
    await idle.handlers['everything.remove']({}, null);
    expect(idle.forgetEverything).toHaveBeenCalledOnce();
    expect(idle.featuresChanged).toHaveBeenCalledOnce();
  });
});
