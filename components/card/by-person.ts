/**
 * Whether a person caused the event. The page's own code can reach into an open shadow root and click there too, so
 * what asks the worker for something with the token begins with this.
 */
export function byPerson(event: Event): boolean {
  return event.isTrusted;
}
