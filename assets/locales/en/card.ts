/** The gate card before it is opened. */
export const card = {
  'card.details_not_loaded': 'The details could not be loaded. Reload the page.',
} as const;
