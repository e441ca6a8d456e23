import type { Plugin } from 'vite';

const PREFIX = '\0own-limits:';

/** What gitbeaker's requester paces its requests with, and renames: 26 kB of the worker that nothing would ever call. */
const UNUSED: Record<string, string> = {
  'rate-limiter-flexible': 'export class RateLimiterMemory {} export class RateLimiterQueue {}',
  'picomatch-browser': 'export default {};',
  // For answers in camelCase, which nobody here asks for. What is sent our own requester renames.
  xcase: 'export const camelizeKeys = (value) => value; export const decamelizeKeys = camelizeKeys;',
};

/**
 * Leaves gitbeaker's own rate limiter out of the bundles. `utils/gitlab/requester.ts` takes its requester's place, and
 * the transport's queue keeps to GitLab's limits for every part of the extension at once.
 */
export function ownLimits(): Plugin {
  return {
    name: 'mr-gate:own-limits',
    enforce: 'pre',
    resolveId: (source) => (source in UNUSED ? PREFIX + source : null),
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      return { code: UNUSED[id.slice(PREFIX.length)] ?? '', moduleSideEffects: false };
    },
  };
}
