import type { Translation } from '../../../utils/texts/types.ts';
import type { common as english } from '../en/common.ts';

export const common: Translation<typeof english> = {
  'common.close': 'Schließen',
  'common.dismiss': 'Ausblenden',
  'common.optional': ' (optional)',
  'common.progress': '{done} von {total}',
  'common.sentences': '{first} {rest}',

  'common.severity.critical': 'Kritisch',
  'common.severity.high': 'Hoch',
  'common.severity.medium': 'Mittel',
  'common.severity.low': 'Niedrig',
  'common.severity.info': 'Info',
  'common.severity.unknown': 'Unbekannt',

  'common.fail_on.critical': 'Kritisch',
  'common.fail_on.high': 'Hoch und darüber',
  'common.fail_on.medium': 'Mittel und darüber',
  'common.fail_on.low': 'Niedrig und darüber',
  'common.fail_on.never': 'Nur melden',

  'common.scan.secret_detection': 'Secret-Erkennung',
  'common.scan.sast': 'SAST',
  'common.scan.iac': 'Infrastructure as Code',
  'common.scan.dependency_scanning': 'Abhängigkeits-Scan',
  'common.scan.container_scanning': 'Container-Scan',
  'common.scan.licenses': 'Lizenzen',
  'common.scan.dast': 'DAST',
  'common.scan.api_fuzzing': 'API-Fuzzing',
  'common.scan.coverage_fuzzing': 'Coverage-Fuzzing',

  'common.scan_summary.secret_detection': 'Passwörter, Schlüssel und Token im Repository',
  'common.scan_summary.sast': 'Anfällige Muster im Quellcode',
  'common.scan_summary.iac': 'Unsichere Einstellungen in Terraform, Kubernetes, Dockerfiles und Ähnlichem',
  'common.scan_summary.dependency_scanning':
    'Bekannte Schwachstellen in den Paketen, die Lock-Dateien nennen',
  'common.scan_summary.container_scanning':
    'Bekannte Schwachstellen in den Images, auf denen Dockerfiles aufbauen',
  'common.scan_summary.licenses':
    'Abhängigkeiten unter Lizenzen mit strengen oder ungewöhnlichen Bedingungen',

  'common.scan_needs.sast': 'Braucht einen Runner mit Containern oder einen mit ESLint oder Bandit',
  'common.scan_needs.iac': 'Braucht einen Runner mit Containern oder einen mit Trivy',
  'common.scan_needs.dependency_scanning':
    'Braucht einen Runner mit Containern oder Trivy und eine Datenbank von ghcr.io oder einem Mirror',
  'common.scan_needs.container_scanning':
    'Braucht einen Runner mit Containern oder Trivy, die Images und eine Datenbank von ghcr.io oder einem Mirror',
  'common.scan_needs.licenses':
    'Braucht einen Runner mit Containern oder osv-scanner; deps.dev erfährt die Namen der Pakete',

  'common.just_now': 'gerade eben',
  'common.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
  'common.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'common.and': '{first}; {second}',
};
