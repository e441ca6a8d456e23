import { knownQueue } from './queue.ts';

/** So many connections do Chromium and Firefox open to one host that speaks HTTP/1.1; HTTP/2 and later take one for all. */
const HTTP_1_CONNECTIONS = 6;

/**
 * Watches which protocol each GitLab speaks, as the browser tells it for hosts that the extension may read. Where it
 * is HTTP/1.1, more requests at once than connections would only wait in the browser, out of the queue's sight.
 *
 * @returns the way to stop
 */
export function watchConnections(): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      if (entry.nextHopProtocol === '') continue;
      const old = /^http\/[01]/.test(entry.nextHopProtocol);
      knownQueue(new URL(entry.name).origin)?.connections(old ? HTTP_1_CONNECTIONS : null);
    }
  });
  observer.observe({ type: 'resource', buffered: true });
  return () => observer.disconnect();
}
