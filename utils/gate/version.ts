/** Of the extension and of the gate program alike; a test holds it to package.json. */
export const VERSION = '0.1.0';

/** Whether version `a` comes after `b`; both `1.2.3`. */
export function isNewer(a: string, b: string): boolean {
  const [one, other] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const by = (one?.[i] ?? 0) - (other?.[i] ?? 0);
    if (by !== 0) return by > 0;
  }
  return false;
}
