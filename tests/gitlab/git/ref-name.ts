/** What git takes in no name of a reference (`git help check-ref-format`), beside control characters and spaces. */
const FORBIDDEN = /[~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|(?:^|\/)\.|\.lock(?:\/|$)/;

/** Whether a reference may have this full name, which begins with `refs/`. */
export function isRefName(ref: string): boolean {
  return !FORBIDDEN.test(ref) && ![...ref].some((character) => character <= ' ' || character === '\x7f');
}
