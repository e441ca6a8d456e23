import { afterEach, describe, expect, it, vi } from 'vitest';
import { browser } from '#imports';
import { RequestFailed, send } from '../../../utils/message-client.ts';
import { text } from '../../../utils/texts/text.ts';

afterEach(() => vi.restoreAllMocks());

const answering = (...replies: unknown[]) => {
  const spy = vi.spyOn(browser.runtime, 'sendMessage');
  for (const reply of replies) {
    spy.mockImplementationOnce((async () => {
      if (reply instanceof Error) throw reply;
      return reply;
    }) as never);
  }
  return spy;
};
const failure = (promise: Promise<unknown>): Promise<RequestFailed> =>
  promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(RequestFailed);
      return error as RequestFailed;
    },
  );

describe('asking the worker', () => {
  it('gives the value', async () => {
    const spy = answering({ ok: true, value: [] });
    expect(await send('connect.list', {})).toEqual([]);
    expect(spy).toHaveBeenCalledWith({ request: 'connect.list', params: {} });
  });

  it('throws what to tell the person', async () => {
    const error = { kind: 'x', what: 'No.', next: 'Go.' };
    answering({ ok: false, error });
    expect((await failure(send('connect.list', {}))).error).toEqual(error);
  });

  it('asks again when the worker died over a question that changes nothing', async () => {
    const spy = answering(new Error('message port closed'), { ok: true, value: null });
    expect(await send('job.latest', { groupPath: 'acme' })).toBeNull();
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('asks again for a script that the page may have twice', async () => {
    const spy = answering(undefined, { ok: true, value: null });
    expect(await send('page.injectDetails', {})).toBeNull();
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('never repeats one that changes something', async () => {
    const spy = answering(new Error('message port closed'), { ok: true, value: null });
    expect((await failure(send('setup.start', { groupPath: 'acme' }))).error.kind).toBe('worker_lost');
    expect(spy).toHaveBeenCalledOnce();
  });

  it('takes silence and junk for no answer', async () => {
    answering(undefined, { nonsense: 1 });
    expect((await failure(send('connect.list', {}))).error.kind).toBe('worker_lost');
  });

  it('says to reload the page when the extension was reloaded under it', async () => {
    const spy = answering(new Error('Extension context invalidated.'));
    vi.spyOn(browser.runtime, 'id', 'get').mockReturnValue(undefined as never);
    expect((await failure(send('connect.list', {}))).error).toMatchObject({
      kind: 'extension_reloaded',
      next: text('errors.extension_reloaded.next'),
    });
    expect(spy).not.toHaveBeenCalled();
  });
});
