import type { Fault } from '../embedded.ts';

interface Planted {
  fault: Fault;
  hits: number;
  released: boolean;
  release: () => void;
  wait: Promise<void>;
}

/** Faults that tests plant. Each request meets the first that fits it and is not used up. */
export class Faults {
  #planted: Planted[] = [];

  add(fault: Fault): { release(): void; remove(): void; hits(): number } {
    let open = () => {};
    const wait = new Promise<void>((resolve) => {
      open = resolve;
    });
    const planted: Planted = {
      fault,
      hits: 0,
      released: false,
      release: () => {
        planted.released = true;
        open();
      },
      wait,
    };
    this.#planted.push(planted);
    return {
      release: planted.release,
      remove: () => {
        this.#planted = this.#planted.filter((other) => other !== planted);
        planted.release();
      },
      hits: () => planted.hits,
    };
  }

  clear(): void {
    for (const planted of this.#planted) planted.release();
    this.#planted = [];
  }

  /** `path` is below `/api/v4`, still encoded, with its query; patterns may be written for the decoded one. */
  take(method: string, path: string): Planted | null {
    const planted = this.#planted.find(
      ({ fault, hits, released }) =>
        !released &&
        (fault.method === undefined || fault.method.toUpperCase() === method) &&
        (fault.times === undefined || hits < fault.times) &&
        matches(fault.path, path) &&
        (fault.when?.() ?? true),
    );
    if (planted === undefined) return null;
    planted.hits += 1;
    return planted;
  }
}

function matches(pattern: RegExp, path: string): boolean {
  // A pattern with /g keeps a position between tests.
  const fresh = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  if (fresh.test(path)) return true;
  const bare = path.split('?')[0] ?? path;
  if (fresh.test(bare)) return true;
  try {
    return fresh.test(decodeURIComponent(path)) || fresh.test(decodeURIComponent(bare));
  } catch {
    return false;
  }
}
