import type { Features } from '../settings.ts';
import {
  filesFor,
  type RegisteredScript,
  registrationChanges,
  type ScriptRegistration,
  wantedScripts,
} from './content-scripts.ts';
import { webPatterns } from './origins.ts';

/** What is needed of the browser, so that this is tested without one. */
export interface RegistrationDeps {
  grantedOrigins(): Promise<string[]>;
  features(): Promise<Features>;
  registered(): Promise<RegisteredScript[]>;
  register(scripts: ScriptRegistration[]): Promise<void>;
  unregister(ids: string[]): Promise<void>;
  /** Open tabs of these patterns. */
  tabs(patterns: string[]): Promise<{ id?: number | undefined; url?: string | undefined }[]>;
  inject(tabId: number, files: string[]): Promise<void>;
}

export interface Registration {
  /** Makes the registered scripts those of the granted origins and the features that are on. Calls wait for each other. */
  sync(): Promise<void>;
  /** Puts the scripts into pages of these origins that are open already. */
  injectOpenTabs(origins: readonly string[]): Promise<void>;
}

/**
 * Content scripts follow the grants: registered when a host is granted, gone when it is taken back. Checked at every
 * start of the worker, because registrations are dropped when the extension is updated and grants can be taken
 * back while it is disabled.
 */
export function createRegistration(deps: RegistrationDeps): Registration {
  let last: Promise<void> = Promise.resolve();

  async function sync(): Promise<void> {
    const wanted = wantedScripts(await deps.grantedOrigins(), await deps.features());
    const { add, remove } = registrationChanges(await deps.registered(), wanted);
    if (remove.length > 0) await deps.unregister(remove);
    if (add.length > 0) await deps.register(add);
  }

  return {
    sync() {
      last = last.then(sync, sync);
      return last;
    },
    async injectOpenTabs(origins) {
      const patterns = webPatterns(origins);
      if (patterns.length === 0) return;
      const features = await deps.features();
      for (const { id, url } of await deps.tabs(patterns)) {
        if (id === undefined || !url || !URL.canParse(url)) continue;
        // A tab may have closed or moved on meanwhile: the next page gets its scripts by registration.
        const files = filesFor(url, features);
        if (files.length > 0) await deps.inject(id, files).catch(() => undefined);
      }
    },
  };
}
