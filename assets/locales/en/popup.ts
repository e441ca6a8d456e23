/** The popup and the connect page. */
export const popup = {
  'popup.connect': 'Connect',
} as const;
