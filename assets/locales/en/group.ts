/** The button on a group's page. */
export const group = {
  'group.configure_scans': 'Configure Scans',
} as const;
