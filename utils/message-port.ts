/** What is needed of a `runtime.Port`. */
export interface PortLike {
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
  disconnect(): void;
}

export interface WatchOptions<T> {
  name: string;
  connect: (name: string) => PortLike;
  /** Whether the extension that this script belongs to still exists. */
  alive: () => boolean;
  onMessage: (value: T) => void;
  /** Whether something goes on that the person waits for. */
  busy: (latest: T) => boolean;
  onLost: () => void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** An idle worker dies after 30 s and takes the port along. Waking it each time at once would never let it rest. */
const IDLE_DELAY_MS = 20_000;

const watches = new Set<() => void>();

/** Connects every watch now that is waiting to connect: this page has just started something to watch. */
export function pokeWatches(): void {
  for (const poke of [...watches]) poke();
}

/**
 * Keeps a port to the worker: connects again when it closes, soon while something is going on, seldom while not.
 *
 * @returns The way to stop.
 */
export function watchPort<T>(options: WatchOptions<T>): () => void {
  let stopped = false;
  let port: PortLike | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let busy = true;

  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
    watches.delete(poke);
    port?.disconnect();
    port = null;
  };
  const lost = (): void => {
    if (stopped) return;
    stop();
    options.onLost();
  };
  const later = (): void => {
    if (stopped) return;
    if (!options.alive()) {
      lost();
      return;
    }
    const delay = busy ? Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) : IDLE_DELAY_MS;
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(open, delay);
  };
  const open = (): void => {
    if (stopped || port) return;
    if (!options.alive()) {
      lost();
      return;
    }
    try {
      const opened = options.connect(options.name);
      port = opened;
      opened.onMessage.addListener((message) => {
        if (stopped || port !== opened) return;
        failures = 0;
        busy = options.busy(message as T);
        options.onMessage(message as T);
      });
      opened.onDisconnect.addListener(() => {
        if (port !== opened) return;
        port = null;
        later();
      });
    } catch {
      later();
    }
  };
  const poke = (): void => {
    busy = true;
    failures = 0;
    if (port) return;
    clearTimeout(timer);
    open();
  };

  watches.add(poke);
  open();
  return stop;
}
