import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFirstGroups } from '../../../utils/connect/first-groups.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import { createLocalStore } from '../../../utils/storage.ts';
import { createWelcomePlace } from '../../../utils/welcome-place.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { TOKENS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';

describe('the groups to begin with', () => {
  let gitlab: EmbeddedGitLab;
  beforeAll(async () => {
    gitlab = await startGitLab({ seed: 'demo' });
  });
  afterAll(() => gitlab.close());

  const read = async (token: string, access: 'full' | 'read_only') =>
    (await readFirstGroups(createTransport({ baseUrl: gitlab.url, token, readOnly: true }), access)).map(
      ({ fullPath }) => fullPath,
    );

  it('are those that the token may configure', async () => {
    expect(await read(TOKENS.olgaApi, 'full')).toContain('acme');
    expect(await read(TOKENS.maxApi, 'full')).toContain('acme');
    expect(await read(TOKENS.devApi, 'full')).not.toContain('acme');
  });

  it('and for a token that only reads, those of its user', async () => {
    expect(await read(TOKENS.devApi, 'read_only')).toContain('acme');
  });
});

describe('the place in the welcome', () => {
  it('is kept until another GitLab is chosen, and is an address or nothing', async () => {
    const store = createLocalStore('welcome.');
    const place = createWelcomePlace(store);
    expect(await place.read()).toBeNull();
    await place.keep('https://gitlab.example/gl');
    expect(await createWelcomePlace(store).read()).toBe('https://gitlab.example/gl');
    await place.forget();
    expect(await place.read()).toBeNull();
    await store.set('baseUrl', 'javascript:alert(1)');
    expect(await place.read()).toBeNull();
  });
});
