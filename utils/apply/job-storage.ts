import { Failure } from '../failure.ts';
import { isStorageFull } from '../storage-full.ts';
import { text } from '../texts/text.ts';

/** Storage by key, as `storage.local` gives it. Every call is an extension API call, which keeps an MV3 worker alive. */
export interface JobStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

const KINDS: ReadonlySet<string> = new Set(['storage_full', 'storage_failed']);

/** What could not be written down, told to a person: whatever was to follow it must not be done. */
export function notWritten(error: unknown): Failure {
  if (isStorageFull(error)) {
    return new Failure({
      kind: 'storage_full',
      what: text('apply.error.storage_full'),
      next: text('apply.error.storage_full_next'),
    });
  }
  return new Failure({
    kind: 'storage_failed',
    what: text('apply.error.storage_failed'),
    next: text('apply.error.storage_failed_next'),
  });
}

/** Whether this browser's storage ends what is under way: every other repository would fail alike. */
export function isNotWritten(error: unknown): boolean {
  return error instanceof Failure && KINDS.has(error.userError.kind);
}
