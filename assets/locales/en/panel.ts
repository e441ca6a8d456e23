/** The Configure Scans panel. */
export const panel = {
  'panel.title': 'Configure Scans',
} as const;
