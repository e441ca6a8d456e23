import { isStorageFull } from '../storage-full.ts';
import { type JobStorage, notWritten } from './job-storage.ts';

/** Drops what is needed least. `last`: for a job's end, before which nothing is spared. False: nothing may go any more. */
type MakeRoom = (last: boolean) => Promise<boolean>;

/** How the journal writes: one change after the other where they rest on each other, and room is made where there is none. */
export class JournalWrites {
  readonly #storage: JobStorage;
  readonly #makeRoom: MakeRoom;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(storage: JobStorage, makeRoom: MakeRoom) {
    this.#storage = storage;
    this.#makeRoom = makeRoom;
  }

  /** Changes that read what they change: one after the other. */
  exclusive<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(change);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** A write that waits for no other, unless room has to be made for it. @throws Failure */
  async put(key: string, value: () => unknown, last = false): Promise<void> {
    try {
      await this.#storage.set(key, value());
    } catch {
      await this.exclusive(() => this.within(key, value, last));
    }
  }

  /**
   * A write within an exclusive change.
   *
   * @param value is asked anew each time: what made room for it may have changed it
   * @throws Failure
   */
  async within(key: string, value: () => unknown, last = false): Promise<void> {
    for (;;) {
      try {
        return await this.#storage.set(key, await value());
      } catch (error) {
        const room = isStorageFull(error) && (await this.#makeRoom(last).catch(() => false));
        if (!room) throw notWritten(error);
      }
    }
  }
}
