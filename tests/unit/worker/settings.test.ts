import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULTS, readSetting, SETTINGS, writeSetting } from '../../../utils/settings.ts';
import { createLocalStore } from '../../../utils/storage.ts';

const store = createLocalStore(SETTINGS);

describe('settings', () => {
  // Others have settings of their own.
  beforeEach(() => store.remove('ungatedDefault'));

  it('are kept, and are the default until then', async () => {
    expect(await readSetting(store, 'ungatedDefault')).toEqual({ failOn: 'high', perScan: {} });
    const mine = { failOn: 'medium', perScan: { secret_detection: 'low' } } as const;
    await writeSetting(store, 'ungatedDefault', mine);
    expect(await readSetting(store, 'ungatedDefault')).toEqual(mine);
  });

  it.each([null, 'high', { failOn: 'hihg', perScan: {} }, { failOn: 'low' }, []])(
    'that cannot be read are the default: %j',
    async (stored) => {
      await store.set('ungatedDefault', stored);
      expect(await readSetting(store, 'ungatedDefault')).toEqual(DEFAULTS.ungatedDefault);
    },
  );

  it('drop a scan that is not known', async () => {
    await store.set('ungatedDefault', { failOn: 'low', perScan: { sast: 'critical', quantum: 'low' } });
    expect(await readSetting(store, 'ungatedDefault')).toEqual({
      failOn: 'low',
      perScan: { sast: 'critical' },
    });
  });
});
