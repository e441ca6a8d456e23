/** What the gate's own scanners say of a finding, in English. Others' words are theirs. */
export const FINDING_WORDS = {
  'gate.finding.secret': '{title} found in the repository. Whoever can read the repository can use it.',
  'gate.finding.revoke':
    'Revoke it and make a new one: a secret stays in the history after its line is gone.',
  'gate.finding.licence': '{package} is under {licence}',
  'gate.finding.no_licence': '{package}: its licence is not known',
  'gate.finding.conditions': 'The licence {licence} has conditions that reach those who use {package}.',
  'gate.finding.unlicensed': 'No licence of {package} is known to deps.dev. Without one, nobody may use it.',
  'gate.finding.clear':
    'Use another package, or have {package} cleared and ignore this finding with that reason.',
  'gate.finding.update': 'Update {package} to {version}.',
} as const;
