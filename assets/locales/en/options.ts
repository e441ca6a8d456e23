/** The options page. */
export const options = {
  'options.title': 'MR Gate options',
} as const;
