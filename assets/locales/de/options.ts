import type { Translation } from '../../../utils/texts/types.ts';
import type { options as english } from '../en/options.ts';

export const options: Translation<typeof english> = {
  'options.title': 'MR-Gate-Einstellungen',
  'options.trademark': 'MR Gate ist nicht mit GitLab Inc. verbunden. GitLab ist eine Marke von GitLab Inc.',
  'options.cancel': 'Abbrechen',
  'options.connections.title': 'Verbundene GitLabs',
  'options.connections.about':
    'Token bleiben in diesem Browser und werden nur an ihr eigenes GitLab gesendet.',
  'options.connections.none':
    'Keine. Öffnen Sie eine Seite Ihres GitLab und drücken Sie die Schaltfläche von MR Gate in der Symbolleiste oder gehen Sie die {link} durch.',
  'options.connections.first_steps': 'ersten Schritte',
  'options.connections.whose': '{kind} von {user}',
  'options.connections.forgets':
    'Das Token wird hier vergessen und der Zugriff auf den Host zurückgegeben. Das Gating geht in GitLab weiter, wo das Token gültig bleibt, bis Sie es widerrufen.',
  'options.connections.disconnect_host': '{host} trennen',
  'options.features.title': 'Was in GitLab gezeigt wird',
  'options.features.about':
    'Nur für diesen Browser. Das Gating selbst läuft in GitLab weiter. Auf Seiten wirkt es sich aus, sobald sie neu geladen werden.',
  'options.features.card': 'Gate-Karte',
  'options.features.card_hint': 'Das Urteil und seine Befunde auf der Seite eines Merge Requests.',
  'options.features.diffMarks': 'Markierungen in den Änderungen',
  'options.features.diffMarks_hint':
    'Befunde neben den Zeilen des Tabs „Änderungen“. Sie kommen mit der Karte.',
  'options.features.listBadges': 'Abzeichen in Listen',
  'options.features.listBadges_hint': 'Das Urteil in Listen von Merge Requests.',
  'options.features.panelButton': 'Schaltfläche „Scans konfigurieren“',
  'options.features.panelButton_hint': 'Auf Gruppenseiten, wo Gating eingerichtet und geändert wird.',
  'options.ungated.title': 'Repositorys ohne Gate',
  'options.ungated.about':
    'Wo keine Richtlinie gilt, aber eine Pipeline Berichte hinterlässt, sagt die Karte nur Ihnen, was nicht bestehen würde. Nichts wird blockiert.',
  'options.ungated.label': 'Nicht bestanden ab',
  'options.ungated.critical': 'Kritisch',
  'options.ungated.high': 'Hoch und darüber',
  'options.ungated.medium': 'Mittel und darüber',
  'options.ungated.low': 'Niedrig und darüber',
  'options.ungated.never': 'Nie: Befunde nur zeigen',
  'options.diagnostics.title': 'Diagnose',
  'options.diagnostics.about':
    'Für eine Fehlermeldung: Versionen, Einstellungen und die Form der letzten Anfragen. Hosts, Namen, Pfade und Token bleiben weg. Nichts wird gesendet.',
  'options.diagnostics.make': 'Bericht erstellen',
  'options.diagnostics.again': 'Neu erstellen',
  'options.diagnostics.copy': 'Kopieren',
  'options.diagnostics.copied': 'Kopiert.',
  'options.diagnostics.report': 'Diagnosebericht',
  'options.diagnostics.not_copied': 'Der Browser hat das Kopieren nicht erlaubt.',
  'options.diagnostics.not_copied_next': 'Markieren Sie den Text und kopieren Sie ihn von Hand.',
  'options.remove.title': 'Alles entfernen',
  'options.remove.about':
    'Vergisst alle Token, Einstellungen und Vorgänge in diesem Browser und gibt den Zugriff auf jede Website zurück. Was in GitLab ist, bleibt: Gate-Projekte, Richtlinien, Webhooks. Um das Gating zu beenden, wählen Sie zuerst „MR Gate aus dieser Gruppe entfernen“ im Panel der Gruppe.',
  'options.remove.done': 'Alles wurde entfernt. Token bleiben gültig, bis Sie sie in GitLab widerrufen.',
  'options.remove.confirm': 'Ja, alles entfernen',
  'options.remove.ask': 'Alles entfernen…',
  'options.remove.job_running': 'In {group} läuft ein Vorgang.',
  'options.remove.job_running_next':
    'Stoppen Sie ihn dort oder warten Sie auf sein Ende; entfernen Sie dann alles.',

  // The last requests.
  'options.requests.title': 'Die letzten {kept} Anfragen',
  'options.requests.about':
    'Alle Anfragen von MR Gate seit dem Start des Browsers, die neuesten zuerst: mit Ihren Token und auf den Seiten von GitLab mit Ihrer eigenen Anmeldung. Eine Seite meldet ihre Anfragen einige Sekunden später. Eingesetzte Werte werden nicht gespeichert.',
  'options.requests.refresh': 'Aktualisieren',
  'options.requests.none': 'Noch keine.',
  'options.requests.label': 'Anfragen',
  'options.requests.time': 'Zeit',
  'options.requests.with': 'Mit',
  'options.requests.method': 'Methode',
  'options.requests.path': 'Pfad',
  'options.requests.status': 'Status',
  'options.requests.took': 'Dauer',
  'options.requests.session': 'Ihrer Sitzung',
  'options.requests.token': 'Ihrem Token',
  'options.requests.no_answer': 'keine Antwort',
  'options.requests.ms': '{ms} ms',
};
