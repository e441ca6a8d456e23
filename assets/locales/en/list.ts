/** Badges in lists of merge requests. */
export const list = {
  'list.passed': 'Gate passed',
  'list.failed': 'Gate failed',
  'list.running': 'Gate running',
  'list.stopped': 'Gate stopped',
  'list.hint':
    'What the status MR Gate of the newest commit says. Open the merge request for the findings, and for whose status it is.',
} as const;
