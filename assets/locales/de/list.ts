import type { Translation } from '../../../utils/texts/types.ts';
import type { list as english } from '../en/list.ts';

export const list: Translation<typeof english> = {
  'list.passed': 'Gate bestanden',
  'list.failed': 'Gate nicht bestanden',
  'list.running': 'Gate läuft',
  'list.stopped': 'Gate gestoppt',
  'list.hint':
    'Was der Status „MR Gate“ des neuesten Commits sagt. Öffnen Sie den Merge Request für die Befunde und dafür, von wem der Status ist.',
};
