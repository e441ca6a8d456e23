/** Tokens and connections, as the worker tells them. */
export const connect = {
  'connect.expired': 'This token has ended.',
} as const;
