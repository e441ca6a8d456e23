import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf } from '../api/test-client.ts';
import type { EmbeddedGitLab } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import type { Hook } from '../world/types.ts';
import { isExecutable, recordDelivery, targetUrl } from './webhooks.ts';

describe('a hook that fails', () => {
  const hook = (): Hook => ({
    id: 1,
    projectId: 1,
    url: 'https://hooks.test/{secret}',
    name: '',
    description: '',
    mergeRequestsEvents: true,
    pushEvents: false,
    enableSslVerification: true,
    token: null,
    urlVariables: [{ key: 'secret', value: 's3cret' }],
    alertStatus: 'executable',
    disabledUntil: null,
    failures: 0,
    createdAt: '',
    events: [],
  });
  const pauseOf = (subject: Hook) =>
    Math.round((Date.parse(subject.disabledUntil ?? '') - Date.now()) / 60_000);

  test('is paused at the fourth time in a row, longer each time, and ended at the fortieth', () => {
    const subject = hook();
    for (let failure = 1; failure <= 3; failure += 1) recordDelivery(subject, 500, null);
    expect(isExecutable(subject)).toBe(true);
    recordDelivery(subject, null, 'connection refused');
    expect(subject.alertStatus).toBe('temporarily_disabled');
    expect(pauseOf(subject)).toBe(1);
    expect(isExecutable(subject)).toBe(false);
    recordDelivery(subject, 404, null);
    expect(pauseOf(subject)).toBe(2);
    while (subject.failures < 39) recordDelivery(subject, 500, null);
    expect(pauseOf(subject)).toBe(24 * 60);
    recordDelivery(subject, 500, null);
    expect(subject.alertStatus).toBe('disabled');
    expect(isExecutable(subject)).toBe(false);
  });

  test('is well again after one success, or when its pause is over', () => {
    const subject = hook();
    for (let failure = 1; failure <= 5; failure += 1) recordDelivery(subject, 500, null);
    subject.disabledUntil = new Date(Date.now() - 1).toISOString();
    expect(isExecutable(subject)).toBe(true);
    expect(subject.alertStatus).toBe('executable');
    recordDelivery(subject, 201, null);
    expect(subject.failures).toBe(0);
  });

  test('goes to the address with its masked parts filled in', () => {
    expect(targetUrl(hook())).toBe('https://hooks.test/s3cret');
  });
});

describe('merge request events', () => {
  let gitlab: EmbeddedGitLab;
  const api = apiOf(() => gitlab);
  let trigger: string;

  beforeAll(async () => {
    gitlab = await startGitLab({ runner: false, root: '/gitlab' });
    // The receiver is the instance itself, as in the product: a trigger keeps each payload in its pipeline.
    const payments = '/projects/acme%2Fshop%2Fbackend%2Fpayments';
    trigger = (await api('POST', `${payments}/triggers`, { description: 'receiver' })).body.token;
    const hook = await api('POST', '/projects/101/hooks', {
      url: `${gitlab.url}/api/v4${payments}/ref/main/trigger/pipeline?token={trigger}`,
      url_variables: [{ key: 'trigger', value: trigger }],
      merge_requests_events: true,
      push_events: false,
    });
    expect(hook.status).toBe(201);
    expect(JSON.stringify(hook.body)).not.toContain(trigger);
  });
  afterAll(() => gitlab.close());

  const payloads = () =>
    gitlab.world.pipelines
      .filter((pipeline) => pipeline.source === 'trigger')
      .map((pipeline) =>
        JSON.parse(pipeline.variables.find(({ key }) => key === 'TRIGGER_PAYLOAD')?.value ?? '{}'),
      );
  const push = (content: string) =>
    gitlab.push({
      project: 'acme/shop/checkout',
      branch: 'feature',
      user: 'dev',
      message: content,
      files: { 'a.txt': content },
    });

  test('tell of opening, a push, a new title, closing, opening again and merging', async () => {
    const first = await push('1\n');
    const wish = { source_branch: 'feature', target_branch: 'main', title: 'Feature' };
    await api('POST', '/projects/101/merge_requests', wish, TOKENS.devApi);
    await gitlab.settled();
    const second = await push('2\n');
    await gitlab.settled();
    for (const change of [{ title: 'Better' }, { state_event: 'close' }, { state_event: 'reopen' }]) {
      await api('PUT', '/projects/101/merge_requests/1', change, TOKENS.devApi);
      await gitlab.settled();
    }
    await api('PUT', '/projects/101/merge_requests/1/merge', {}, TOKENS.maxApi);
    await gitlab.settled();
    const seen = payloads();
    expect(seen.map((payload) => payload.object_attributes.action)).toEqual([
      'open',
      'update',
      'update',
      'close',
      'reopen',
      'merge',
    ]);
    expect(seen[0]).toMatchObject({
      object_kind: 'merge_request',
      user: { username: 'dev' },
      project: { id: 101, path_with_namespace: 'acme/shop/checkout' },
      object_attributes: { iid: 1, source_branch: 'feature', last_commit: { id: first } },
      ref: 'main',
    });
    expect(seen[1].object_attributes).toMatchObject({ oldrev: first, last_commit: { id: second } });
    expect(seen[2].changes.title).toEqual({ previous: 'Feature', current: 'Better' });
    expect(JSON.stringify(seen)).not.toContain(trigger);
  });

  test('a push to the branch gives a new diff version and moves the ref of the merge request', async () => {
    const { body: versions } = await api('GET', '/projects/101/merge_requests/1/versions');
    expect(versions).toHaveLength(2);
    const { body: mr } = await api('GET', '/projects/101/merge_requests/1');
    const ref = encodeURIComponent('refs/merge-requests/1/head');
    const { body: commit } = await api('GET', `/projects/101/repository/commits/${ref}`);
    expect(commit.id).toBe(mr.sha);
    expect(mr.diff_refs.head_sha).toBe(versions[0].head_commit_sha);
  });
});
