import type { Area } from './types.ts';

/** Every area of the catalogs, as pages may ask for them. */
export const AREAS = [
  'actions',
  'apply',
  'card',
  'common',
  'connect',
  'details',
  'errors',
  'gate',
  'group',
  'list',
  'options',
  'panel',
  'popup',
  'reports',
  'welcome',
] as const satisfies readonly Area[];
