import type { Translation } from '../../../utils/texts/types.ts';
import type { card as english } from '../en/card.ts';

export const card: Translation<typeof english> = {
  'card.details_not_loaded': 'Die Details konnten nicht geladen werden. Laden Sie die Seite neu.',

  'card.title.passed': 'MR Gate: bestanden',
  'card.title.passed_with_findings': 'MR Gate: bestanden, mit Befunden',
  'card.title.failed': 'MR Gate: nicht bestanden',
  'card.title.report_only': 'MR Gate: nur Meldung',
  'card.title.running': 'MR Gate: prüft…',
  'card.title.no_verdict': 'MR Gate: kein Urteil',
  'card.title.not_gated': 'MR Gate: ohne Gate',
  'card.title.expired': 'MR Gate: Berichte abgelaufen',
  'card.title.error': 'MR Gate: kein Urteil möglich',
  'card.title.unverified': 'MR Gate: nicht bestätigt',
  'card.title.draft': 'MR Gate: Entwurf',
  'card.title.closed': 'MR Gate',
  'card.title.signed_out': 'MR Gate: abgemeldet',
  'card.title.read_error': 'MR Gate: nicht lesbar',

  'card.refresh': 'Aktualisieren',
  'card.show': 'Details anzeigen',
  'card.hide': 'Details ausblenden',
  'card.try_again': 'Erneut versuchen',
  'card.reload': 'Neu laden',
  'card.started': 'Gestartet {when}.',
  'card.unknown_time': 'zu unbekannter Zeit',
  'card.stale': 'Nicht aktuell: {why}',
  'card.threshold_hint': 'Der Schweregrad, ab dem der Merge Request wegen eines neuen Befunds nicht besteht',
  'card.not_checked': 'Herkunft nicht geprüft',
  'card.not_checked_hint':
    'Sie können das Gate-Projekt nicht lesen, daher ließ sich sein Benutzer nicht prüfen',
  'card.not_enforced': 'Angezeigt, nicht erzwungen',

  // Why a verdict is shown without being enforced.
  'card.lax.off':
    'Dieses Repository verlangt keine erfolgreichen Pipelines, daher lässt GitLab den Merge zu.',
  'card.lax.other_pipeline':
    'Die Merge-Prüfung von GitLab sieht sich eine andere Pipeline an als die mit diesem Urteil.',
  'card.lax.fork': 'Der Merge Request kommt aus einem Fork, in dem das Gate keinen Status setzen kann.',
  'card.lax.not_gated': 'Dieses Repository hat kein Gate.',

  // Where the next step is done.
  'card.to.group': 'Gruppe öffnen',
  'card.to.webhooks': 'Webhooks öffnen',
  'card.to.run': 'Gate-Pipeline öffnen',
  'card.to.pipeline': 'Pipeline öffnen',
  'card.to.sign_in': 'Anmelden',

  // What a verdict says. `{at}` is one of the thresholds below.
  'card.at.critical': 'mit Schweregrad „Kritisch“',
  'card.at.high': 'ab Schweregrad „Hoch“',
  'card.at.medium': 'ab Schweregrad „Mittel“',
  'card.at.low': 'ab Schweregrad „Niedrig“',
  'card.at.threshold': 'ab der Schwelle',
  'card.at.scans': 'ab der Schwelle ihres Scans',
  'card.failed': { one: '{count} neuer Befund {at}.', other: '{count} neue Befunde {at}.' },
  'card.gate_failed': 'Das Gate ist fehlgeschlagen.',
  'card.passed': 'Keine neuen Befunde {at}.',
  'card.passed_with': 'Keine neuen Befunde {at}; {also}.',
  'card.passed_with_two': 'Keine neuen Befunde {at}; {also}, {other}.',
  'card.also.below': { one: '{count} neuer Befund darunter', other: '{count} neue Befunde darunter' },
  'card.also.missing': { one: '{count} Scan ohne Ergebnis', other: '{count} Scans ohne Ergebnis' },
  'card.also.existing': '{number} schon im Zielbranch',
  'card.uncompared':
    '{verdict} Der Zielbranch konnte nicht gescannt werden, daher zählt jeder Befund als neu.',
  'card.reported': {
    one: '{count} neuer Befund; dieses Repository meldet nur.',
    other: '{count} neue Befunde; dieses Repository meldet nur.',
  },
  'card.reported_none': 'Keine neuen Befunde; dieses Repository meldet nur.',

  // The gate’s own words for why stand in `{gate}`, in English.
  'card.could_not_tell': 'Das Gate konnte nicht urteilen: {gate}',
  'card.could_not_tell_why': 'Das Gate konnte nicht feststellen, ob dieser Merge Request sicher ist.',
  'card.held':
    'Hier blockiert nichts, aber Merge Request !{holder} hat denselben Commit und ist blockiert, daher blockiert GitLab beide.',

  // What to do.
  'card.next.blocked':
    'Mergen ist blockiert: Beheben Sie, was aufgeführt ist, und pushen Sie; das Gate prüft von selbst erneut.',
  'card.next.fix': 'Beheben Sie, was aufgeführt ist, und pushen Sie; das Gate prüft von selbst erneut.',
  'card.next.look': 'Nichts ist blockiert: Sehen Sie sich vor dem Mergen an, was aufgeführt ist.',
  'card.next.nothing': 'Nichts zu tun.',
  'card.next.see_run': 'Sehen Sie in der Gate-Pipeline nach, was schiefging; ein neuer Push prüft erneut.',
  'card.next.held': 'Beheben Sie, was !{holder} blockiert; wird er nicht mehr gebraucht, schließen Sie ihn.',
  'card.next.later_comments':
    'Sehen Sie die späteren Kommentare durch oder fragen Sie einen Maintainer, ob dieses Repository ein Gate hat.',
  'card.next.ready': 'Markieren Sie ihn als bereit: Hat dieses Repository ein Gate, wird er dann geprüft.',
  'card.next.ask_gated': 'Fragen Sie einen Maintainer des Repositorys, ob es ein Gate hat.',
  'card.next.gate_it':
    'Um ein Gate einzurichten, öffnet ein Maintainer die Gruppe und wählt „Scans konfigurieren“.',
  'card.next.gate_again':
    'Um wieder ein Gate einzurichten, öffnet ein Maintainer die Gruppe und wählt „Scans konfigurieren“.',
  'card.next.long': 'Es dauert ungewöhnlich lange: Sehen Sie nach, ob die Gate-Pipeline einen Runner hat.',
  'card.next.wait': 'Warten Sie: Das Urteil erscheint hier von selbst.',
  'card.next.wait_minute':
    'Warten Sie eine Minute, bis das Gate startet; tut es das nicht, findet ein Maintainer die Ursache unter Einstellungen, Webhooks.',
  'card.next.closed': 'Nichts zu tun: Ein geschlossener Merge Request wird nicht erneut geprüft.',

  // While there is no verdict.
  'card.none_in_first': 'Unter den ersten 3.000 Kommentaren dieses Merge Requests ist kein Urteil.',
  'card.draft': 'Das ist ein Entwurf, und das Gate hat ihn nicht geprüft.',
  'card.none_visible': 'Bei diesem Merge Request gibt es kein Urteil, das Sie sehen dürfen.',
  'card.not_gated':
    'Dieses Repository hat kein Gate, oder das Gate hat diesen Merge Request noch nicht gesehen.',
  'card.running': 'Das Gate prüft diesen Merge Request.',
  'card.writing': 'Das Gate hat entschieden und schreibt die Details auf.',
  'card.outdated': 'Neue Commits: Das letzte Urteil gilt für {old}, der neueste Commit ist {head}.',
  'card.outdated_gone':
    'Neue Commits: Das letzte Urteil gilt für {old}, der neueste Commit ist nicht mehr da.',
  'card.over.merged': 'Gemergt. Letztes Urteil des Gates: {verdict}.',
  'card.over.closed': 'Geschlossen. Letztes Urteil des Gates: {verdict}.',
  'card.over.merged_without': 'Ohne Urteil zum letzten Commit gemergt.',
  'card.over.closed_without': 'Ohne Urteil zum letzten Commit geschlossen.',
  'card.last.passed': 'bestanden',
  'card.last.failed': 'nicht bestanden',
  'card.last.report_only': 'nur Meldung',
  'card.last.error': 'das Gate konnte nicht urteilen',

  // Why a verdict is not believed.
  'card.unknown_user': 'einem unbekannten Benutzer',
  'card.said.passed': 'bestanden',
  'card.said.failed': 'nicht bestanden',
  'card.said.report_only': 'nur Meldung',
  'card.said.error': 'kein Urteil möglich',
  'card.said.nothing': 'nichts',
  'card.said.otherwise': 'etwas anderes',
  'card.doubt.status_author': 'Der Status wurde von {poster} gesetzt, nicht vom Gate {gate} dieser Gruppe.',
  'card.doubt.status_author_own':
    'Der Status wurde von {poster} gesetzt, nicht vom Gate {gate} dieser Gruppe, dessen eigenes Urteil lautet: {said}.',
  'card.doubt.note_author': 'Das Urteil wurde von {writer} geschrieben, nicht vom Gate {gate} dieser Gruppe.',
  'card.doubt.different_authors': 'Der Status ist von {poster}, die Details dazu sind aber von {writer}.',
  'card.doubt.own_verdict':
    'Das Urteil kommt von {author}: Diese Person hat den Merge Request eröffnet oder ist unbekannt.',
  'card.doubt.not_listed':
    'Das Gate-Projekt führt dieses Repository nicht auf, daher gilt dieses Urteil nicht mehr.',
  'card.doubt.note_unreadable':
    'Das Urteil liegt in einer Form vor, die diese Version von MR Gate nicht lesen kann.',
  'card.doubt.other_merge_request': 'Das Urteil wurde für einen anderen Merge Request geschrieben.',
  'card.doubt.note_missing': 'Der Status sagt „{said}“, aber der Kommentar mit den Details fehlt.',
  'card.doubt.note_beyond':
    'Der Status sagt „{said}“, aber die Details sind nicht unter den ersten 3.000 Kommentaren dieses Merge Requests.',
  'card.doubt.note_outdated': 'Der Status sagt „{said}“, aber die Details gelten für einen älteren Commit.',
  'card.doubt.status_missing':
    'Zu diesem Commit gibt es Details, aber GitLab hat keinen Status, daher wird nichts erzwungen.',
  'card.doubt.status_hidden':
    'GitLab zeigt Ihnen den Status dieses Commits nicht, daher lässt sich das Urteil nicht prüfen.',
  'card.doubt.disagree': 'Der Status sagt „{said}“, die Details sagen aber „{other}“.',
  'card.doubt.inconsistent': 'Das Urteil widerspricht sich: Sein Ergebnis passt nicht zu seinen Befunden.',
  'card.next.distrust':
    'Verlassen Sie sich nicht darauf: Pushen Sie erneut, damit das Gate entscheidet, und informieren Sie einen Maintainer.',
  'card.next.update': 'Aktualisieren Sie MR Gate oder lesen Sie unten den Kommentar des Gates.',
  'card.next.details_in_run':
    'Die Details finden Sie in der Gate-Pipeline; ein neuer Push schreibt sie erneut.',
  'card.next.ask_member': 'Fragen Sie ein Mitglied des Repositorys nach dem Urteil.',

  // Why GitLab could not be read.
  'card.failure.signed_out': 'Sie sind von GitLab abgemeldet, daher lässt sich das Urteil nicht lesen.',
  'card.failure.hidden': 'GitLab lässt diese Seite den Merge Request nicht mehr lesen.',
  'card.failure.rate_limited':
    'GitLab begrenzt Ihre Anfragen, daher lässt sich das Urteil gerade nicht lesen.',
  'card.failure.network': 'GitLab hat nicht geantwortet.',
  'card.failure.server': 'GitLab hat mit einem Fehler geantwortet.',
  'card.failure.unreadable': 'Die Antwort von GitLab ließ sich nicht lesen.',
  'card.mend.signed_out': 'Melden Sie sich an und kommen Sie zurück.',
  'card.mend.hidden': 'Laden Sie die Seite neu.',
  'card.mend.rate_limited': 'Warten Sie eine Minute: Es wird von selbst erneut gelesen.',
  'card.mend.network': 'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'card.mend.server': 'Versuchen Sie es gleich noch einmal.',
  'card.mend.unreadable':
    'Versuchen Sie es erneut; bleibt es dabei, braucht dieses GitLab ein neueres MR Gate.',
};
