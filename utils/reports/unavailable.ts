/** Why a report can't be had. */
export const UNAVAILABLE = [
  'gone',
  'expired',
  'forbidden',
  'not_sent',
  'too_large',
  'damaged',
  'elsewhere',
] as const;
export type Unavailable = (typeof UNAVAILABLE)[number];
