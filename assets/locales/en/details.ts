/** The opened card: its findings and actions, and the marks in the changes. */
export const details = {
  'details.findings': { one: '{count} finding', other: '{count} findings' },
} as const;
