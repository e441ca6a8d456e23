import type { Translation } from '../../../utils/texts/types.ts';
import type { popup as english } from '../en/popup.ts';

export const popup: Translation<typeof english> = {
  'popup.address.label': 'Adresse Ihres GitLab',
  'popup.address.wrong': 'Das ist keine Adresse. Geben Sie sie ein wie gitlab.example.com.',
  'popup.address.hint': 'Mit Pfad, falls GitLab unter einem liegt: example.com/gitlab',
  'popup.continue': 'Weiter',
  'popup.cancel': 'Abbrechen',
  'popup.for_gitlab': 'für GitLab',
  'popup.options': 'Einstellungen',
  'popup.looking': 'Die Seite wird geprüft',

  // A connected GitLab.
  'popup.token_refused': 'Token abgelehnt',
  'popup.can_configure': 'Kann konfigurieren',
  'popup.read_only': 'Nur lesen',
  'popup.kind.person': 'Persönliches Token',
  'popup.kind.group_bot': 'Gruppen-Zugriffstoken',
  'popup.kind.project_bot': 'Projekt-Zugriffstoken',
  'popup.kind.service_account': 'Dienstkonto',
  'popup.update_token': 'Token aktualisieren',
  'popup.user': 'Benutzer',
  'popup.scopes': 'Scopes',
  'popup.scope.granular': 'fein abgestuft',
  'popup.ends': 'Endet',
  'popup.version_unknown': 'Version nicht genannt',
  'popup.checked': 'Geprüft',
  'popup.checking': 'wird geprüft…',
  'popup.check_again': 'Erneut prüfen',
  'popup.disconnect': 'Trennen',
  'popup.end_unknown': 'von GitLab nicht genannt',
  'popup.ended': 'abgelaufen',
  'popup.ends_tomorrow': 'endet morgen',
  'popup.days_left': { one: 'noch {count} Tag', other: 'noch {count} Tage' },
  'popup.ends_soon': 'endet bald',
  'popup.unknown_user': 'unbekannt',

  // Disconnecting.
  'popup.disconnect.title': 'Von {host} trennen?',
  'popup.disconnect.text':
    'MR Gate vergisst das Token. Das Gating läuft weiter: Gate-Projekt, Richtlinie und Webhooks bleiben in GitLab. Das Token selbst bleibt gültig, bis Sie es {link}.',
  'popup.disconnect.revoke': 'dort widerrufen',
  'popup.disconnect.give_back': 'Auch den Zugriff auf diesen Host zurückgeben',
  'popup.disconnect.give_back_hint': 'Urteile erscheinen dort nicht mehr bei Merge Requests.',

  // The token of the gate itself.
  'popup.gate.stored_title': 'Token übergeben',
  'popup.gate.stored': 'Das Gate von {group} wird als {user} handeln',
  'popup.gate.stored_text':
    'Gehen Sie zurück zur Gruppenseite: Dort geht die Einrichtung weiter. Sie legt das Token als verborgene CI/CD-Variable im Gate-Projekt ab; danach vergisst MR Gate es.',
  'popup.gate.title': 'Das eigene Token des Gates für {group}',
  'popup.gate.text':
    'Das Gate läuft in GitLab, auch wenn kein Browser offen ist, und braucht daher ein eigenes Token: am besten das eines Benutzers, der keine Person ist. GitLab hat der Einrichtung nicht erlaubt, es zu erstellen.',
  'popup.gate.make': 'Erstellen Sie ein {serviceAccount} oder ein {groupToken} (auf gitlab.com: Premium).',
  'popup.gate.service_account': 'Dienstkonto',
  'popup.gate.group_token': 'Gruppen-Zugriffstoken',
  'popup.gate.role': 'Rolle in {group}: {role} oder höher. Scope: {scope}.',
  'popup.gate.paste': 'Fügen Sie es hier ein. Es wird geprüft, bevor es behalten wird.',
  'popup.gate.token': 'Token des Gates',
  'popup.gate.token_hint':
    'Kommt in eine maskierte, verborgene und geschützte Variable des Gate-Projekts und nirgendwohin sonst.',
  'popup.asking': 'GitLab wird gefragt…',
  'popup.gate.verify': 'Prüfen und übergeben',

  // Access to a host.
  'popup.grant.title': 'MR Gate auf {host} verwenden?',
  'popup.grant.signed_in': 'GitLab {version} · angemeldet als @{user}',
  'popup.grant.signed_out': 'GitLab {version} · nicht angemeldet',
  'popup.grant.refused': 'Der Zugriff wurde nicht erlaubt',
  'popup.grant.refused_text':
    'Ohne ihn kann MR Gate auf diesem GitLab nichts tun. Drücken Sie die Schaltfläche noch einmal und wählen Sie „Zulassen“, wenn der Browser fragt.',
  'popup.grant.text': 'MR Gate hat zunächst auf keine einzige Website Zugriff. Wenn Sie es hier zulassen,',
  'popup.grant.shows': 'zeigt es das Urteil des Gates bei Merge Requests,',
  'popup.grant.adds': 'fügt es Gruppenseiten „Scans konfigurieren“ hinzu,',
  'popup.grant.talks': 'spricht es mit diesem GitLab und mit keinem anderen Server.',
  'popup.grant.allow': 'Zugriff auf {host} erlauben',
  'popup.grant.hint': 'Der Browser bittet um Bestätigung. Sie können es später zurücknehmen.',

  // Nothing to connect here.
  'popup.none.other': 'Das ist keine GitLab-Seite',
  'popup.none.restricted': 'Auf diese Seite hat MR Gate keinen Zugriff',
  'popup.none.other_text':
    '{host} sieht nicht nach GitLab aus. Öffnen Sie eine Seite Ihres GitLab und drücken Sie dort die Schaltfläche von MR Gate oder geben Sie die Adresse ein.',
  'popup.none.restricted_text':
    'Browser halten Erweiterungen von ihren eigenen Seiten fern. Öffnen Sie eine Seite Ihres GitLab und drücken Sie dort die Schaltfläche von MR Gate oder geben Sie die Adresse ein.',
  'popup.none.first_steps': 'Die ersten Schritte in einem Tab durchgehen',
  'popup.others': 'Verbundene GitLabs',
  'popup.others_too': 'Weitere verbundene GitLabs',

  // Taking a token.
  'popup.token.update_title': 'Token für {host} aktualisieren',
  'popup.token.connect_title': '{host} verbinden',
  'popup.token.who':
    'Nur wer Gating konfiguriert, braucht ein Token. Urteile bei Merge Requests erscheinen auch ohne.',
  'popup.token.unencrypted': 'Dieses GitLab ist nicht verschlüsselt',
  'popup.token.unencrypted_text':
    'Über http:// kann jeder auf dem Weg das Token mitlesen. Verwenden Sie die https://-Adresse, falls es eine gibt.',
  'popup.token.purpose': 'Was MR Gate tun soll',
  'popup.token.api': 'Konfigurieren (api)',
  'popup.token.api_hint': 'Richtet Gating ein und zeigt vorher jede Änderung.',
  'popup.token.read_api': 'Nur lesen (read_api)',
  'popup.token.read_api_hint': 'Zeigt den Zustand aller Repositorys. Schreibt nie.',
  'popup.token.create': 'Ein Token in GitLab erstellen',
  'popup.new_tab': '(neuer Tab)',
  'popup.token.label': 'Token',
  'popup.token.hint': 'Bleibt in diesem Browser, allein bei MR Gate. Keine Seite sieht es je.',
  'popup.token.verify_update': 'Prüfen und aktualisieren',
  'popup.token.verify_connect': 'Prüfen und verbinden',
  'popup.token.hide_title': 'Das Token ausblenden',
  'popup.token.show_title': 'Das Token anzeigen',
  'popup.token.hide': 'Ausblenden',
  'popup.token.show': 'Anzeigen',
  'popup.token.missing': 'Es gibt noch kein Token.',
  'popup.token.missing_next': 'Fügen Sie es in das Feld ein.',

  // Kinds of tokens.
  'popup.kinds.title': 'Welche Art von Token?',
  'popup.kinds.needs': 'Braucht',
  'popup.kinds.acts': 'Handelt',
  'popup.kinds.service_account': 'Dienstkonto',
  'popup.kinds.service_account_needs': 'In den neuesten Versionen jeder Tarif, vorher Premium',
  'popup.kinds.service_account_acts': 'unter eigenem Namen. Für Teams empfohlen: Es bleibt, wenn jemand geht',
  'popup.kinds.personal': 'Persönlich',
  'popup.kinds.personal_needs': 'Jeder Tarif',
  'popup.kinds.personal_acts': 'als Sie, mit Ihrer Rolle',
  'popup.kinds.group': 'Gruppe',
  'popup.kinds.group_needs': 'gitlab.com: Premium. Self-Managed: jeder Tarif',
  'popup.kinds.group_acts': 'als Bot einer Gruppe',

  // Notices.
  'popup.notice.disconnected': 'Von {host} getrennt.',
  'popup.notice.updated': 'Token aktualisiert.',
  'popup.notice.connected':
    'Verbunden. Öffnen Sie in GitLab eine Gruppe und wählen Sie dort „Scans konfigurieren“.',
  'popup.notice.connected_read_only':
    'Nur zum Lesen verbunden. Öffnen Sie in GitLab eine Gruppe und wählen Sie „Scans konfigurieren“, um ihre Repositorys zu sehen.',
  'popup.notice.other_user':
    'Das Token gehört jetzt {now}. Vorher gehörte es {before}: Vorgänge, die als {before} begonnen wurden, gehen nicht weiter.',
  'popup.notice.unknown_user': 'einem unbekannten Benutzer',
  'popup.gate.token_user': 'der Benutzer des Tokens',

  // What became of MR Gate on the page in the tab.
  'popup.here.badges': 'Merge Requests, die das Gate beurteilt hat, tragen in dieser Liste ein Abzeichen.',
  'popup.here.badges_off':
    'Auf dieser Seite erscheint nichts: Die Abzeichen in Listen sind in den Einstellungen ausgeschaltet.',
  'popup.here.badges_nowhere':
    'Auf dieser Seite erscheint nichts: Es wurden keine Merge Requests gefunden, die ein Abzeichen tragen könnten.',
  'popup.here.badges_loading':
    'Auf dieser Seite erscheint noch nichts: Die Zustände des Gates werden gelesen.',
  'popup.here.badges_signed_out':
    'Auf dieser Seite erscheint nichts: Sie sind bei diesem GitLab nicht angemeldet.',
  'popup.here.badges_none':
    'Auf dieser Seite erscheint nichts: Das Gate hat keinen der Merge Requests in dieser Liste beurteilt.',
  'popup.here.badges_unread':
    'Auf dieser Seite erscheint nichts: GitLab hat die Zustände des Gates nicht genannt. Laden Sie die Seite neu.',
  'popup.here.card': 'Die Karte des Gates steht über der Merge-Schaltfläche.',
  'popup.here.card_off':
    'Auf dieser Seite erscheint nichts: Die Gate-Karte ist in den Einstellungen ausgeschaltet.',
  'popup.here.card_floating':
    'Die Karte des Gates schwebt in der unteren Ecke: Diese Seite hat keine der Stellen, die MR Gate kennt.',
  'popup.here.card_nowhere':
    'Auf dieser Seite erscheint nichts: Für die Karte des Gates wurde keine Stelle gefunden. Laden Sie die Seite neu.',
  'popup.here.card_loading': 'Die Karte des Gates ist auf dieser Seite und liest noch.',
  'popup.here.card_signed_out':
    'Die Karte des Gates ist auf dieser Seite und zeigt kein Urteil: Sie sind bei diesem GitLab nicht angemeldet.',
  'popup.here.card_not_gated':
    'Die Karte des Gates ist auf dieser Seite und zeigt kein Urteil: Dieser Merge Request hat kein Gate.',
  'popup.here.card_no_verdict': 'Die Karte des Gates ist auf dieser Seite und zeigt noch kein Urteil.',
  'popup.here.card_unread':
    'Die Karte des Gates ist auf dieser Seite und sagt, warum sie GitLab nicht lesen konnte.',
  'popup.here.button': '„Scans konfigurieren“ steht im Kopf dieser Gruppe.',
  'popup.here.button_off':
    'Auf dieser Seite erscheint nichts: Die Schaltfläche „Scans konfigurieren“ ist in den Einstellungen ausgeschaltet.',
  'popup.here.button_floating':
    '„Scans konfigurieren“ schwebt in der unteren Ecke: Diese Seite hat keine der Stellen, die MR Gate kennt.',
  'popup.here.button_nowhere':
    'Auf dieser Seite erscheint nichts: Für „Scans konfigurieren“ wurde keine Stelle gefunden. Laden Sie die Seite neu.',
  'popup.here.elsewhere':
    'Auf dieser Seite erscheint nichts. MR Gate erscheint auf Gruppenseiten, bei Merge Requests und in deren Listen.',
  'popup.here.old': 'Ein Teil eines älteren MR Gate ist noch auf dieser Seite. Laden Sie die Seite neu.',
  'popup.here.not_started':
    'Auf dieser Seite erscheint nichts: Sie war schon offen, bevor MR Gate auf ihr laufen konnte. Laden Sie die Seite neu.',
  'popup.here.not_allowed':
    'Auf dieser Seite erscheint nichts: MR Gate ist auf diesem GitLab noch nicht erlaubt.',
};
