/** The welcome page. */
export const welcome = {
  'welcome.title': 'Welcome to MR Gate',
} as const;
