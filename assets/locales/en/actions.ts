/** Why an action of the card is refused, and what it does. */
export const actions = {
  'actions.ignored': 'Ignored',
} as const;
