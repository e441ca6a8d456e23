import type { Translation } from '../../../utils/texts/types.ts';
import type { reports as english } from '../en/reports.ts';

export const reports: Translation<typeof english> = {
  'reports.would.passed':
    'Nach den Berichten der eigenen Pipeline würde dieser Merge Request das Gate bestehen: {verdict}',
  'reports.would.report_only': 'Nach den Berichten der eigenen Pipeline würde das Gate nur melden: {verdict}',
  'reports.would.failed':
    'Nach den Berichten der eigenen Pipeline würde dieser Merge Request das Gate nicht bestehen: {verdict}',
  'reports.gate_it':
    'Nichts wird erzwungen. Um ein Gate einzurichten, öffnet ein Maintainer die Gruppe und wählt „Scans konfigurieren“.',
  'reports.base_expired': 'Die Berichte des Zielbranches sind abgelaufen ({scans}). {would}',
  'reports.run_target': 'Führen Sie die Pipeline des Zielbranches erneut aus und aktualisieren Sie dann.',
  'reports.wait':
    'Warten Sie: Die Pipeline ist noch nicht fertig; was sie hinterlässt, wird von selbst gelesen.',
  'reports.expired':
    'Die Berichte der eigenen Pipeline sind abgelaufen ({scans}) und sagen nicht mehr, wie das Gate urteilen würde.',
  'reports.run_again': 'Führen Sie die Pipeline erneut aus und aktualisieren Sie dann.',
  'reports.untold': 'Die Berichte der eigenen Pipeline sagen nicht, wie das Gate urteilen würde: {scans}.',
  'reports.scan_because': '{scan}: {why}',
  'reports.all.and': '{first}; {second}',
  'reports.all.comma': '{first}, {second}',
  'reports.missing':
    'Die Richtlinie der Gruppe verlangt Scans, zu denen die eigene Pipeline keinen Bericht hinterlassen hat ({scans}), daher lässt sich noch nicht sagen, wie das Gate urteilen würde.',
  'reports.ask': 'Fragen Sie einen Developer des Repositorys: GitLab lässt Sie diese Berichte nicht lesen.',
  'reports.try_again': 'Versuchen Sie es gleich noch einmal.',
  'reports.see_job':
    'Sehen Sie sich den Job an, der den Bericht hinterlassen hat, und führen Sie ihn erneut aus.',

  // Why a report says nothing. Behind `{problem}` are the report reader’s own words, in English.
  'reports.no_report': 'die Pipeline hat keinen solchen Bericht hinterlassen',
  'reports.no_base': 'der Zielbranch konnte nicht gescannt werden ({why})',
  'reports.base.no_report': 'seine Pipeline hat keinen solchen Bericht hinterlassen',
  'reports.base.no_pipeline': 'er hat keine beendete Pipeline',
  'reports.job.gone': 'der Bericht von Job {job} war nicht lesbar: GitLab hat ihn nicht mehr',
  'reports.job.expired': 'der Bericht von Job {job} war nicht lesbar: Er ist abgelaufen',
  'reports.job.forbidden': 'der Bericht von Job {job} war nicht lesbar: GitLab lässt Sie ihn nicht lesen',
  'reports.job.not_sent': 'der Bericht von Job {job} war nicht lesbar: GitLab hat ihn nicht gesendet',
  'reports.job.too_large': 'der Bericht von Job {job} war nicht lesbar: Er ist zu groß',
  'reports.job.damaged': 'der Bericht von Job {job} war nicht lesbar: Er ist beschädigt',
  'reports.job.elsewhere': 'der Bericht von Job {job} war nicht lesbar: Er liegt außerhalb dieses GitLab',
  'reports.job.malformed': 'der Bericht von Job {job} war nicht lesbar: {problem}',
};
