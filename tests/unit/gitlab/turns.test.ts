import { describe, expect, it } from 'vitest';
import { Turns } from '../../../utils/gitlab/turns.ts';

/** Tasks that run until they are told to end, and the names of those that were started. */
function tasks() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    end: (name: string) => ends.get(name)!(),
    task: (name: string) => () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
  };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('turns', () => {
  it('are taken in order, so many at once, and first by those that go first', async () => {
    const turns = new Turns(2);
    const { started, end, task } = tasks();
    const done = [turns.run(task('a')), turns.run(task('b')), turns.run(task('c'))];
    done.push(turns.run(task('d'), { first: true }), turns.run(task('e'), { first: true }));
    await settled();
    expect(started).toEqual(['a', 'b']);
    for (const [name, next] of [
      ['b', 'd'],
      ['a', 'e'],
      ['d', 'c'],
    ] as const) {
      end(name);
      await settled();
      expect(started.at(-1)).toBe(next);
    }
    end('c');
    end('e');
    expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('come at once where there are more of them, and later where there are fewer', async () => {
    const turns = new Turns(1);
    const { started, end, task } = tasks();
    const done = ['a', 'b', 'c', 'd'].map((name) => turns.run(task(name)));
    turns.atOnce = 3;
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
    turns.atOnce = 1;
    end('a');
    end('b');
    await settled();
    expect(started).toHaveLength(3);
    end('c');
    await settled();
    end('d');
    expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are given up by an aborted signal while they wait, and not once they are taken', async () => {
    const turns = new Turns(1);
    const { started, end, task } = tasks();
    const controller = new AbortController();
    const { signal } = controller;
    const done = turns.run(task('a'), { signal });
    const waiting = turns.run(task('b'), { signal });
    const after = turns.run(task('c'));
    await settled();
    controller.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(turns.run(task('d'), { signal })).rejects.toThrow('stopped');
    end('a');
    expect(await done).toBe('a');
    await settled();
    end('c');
    expect(await after).toBe('c');
    expect(started).toEqual(['a', 'c']);
  });

  it('go on after one that failed', async () => {
    const turns = new Turns(1);
    const failed = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
