import type { Translation } from '../../../utils/texts/types.ts';
import type { details as english } from '../en/details.ts';

export const details: Translation<typeof english> = {
  'details.copied': 'Kopiert',
  'details.copy_refused': 'Der Browser hat das Kopieren verweigert',
  'details.copy_markdown': 'Als Markdown kopieren',
  'details.run': 'Gate-Pipeline',
  'details.would_fail': 'Nicht bestanden ab',
  'details.would_fail_on': 'Nicht bestanden ab: {threshold}',
  'details.severity': 'Schweregrad',
  'details.severities': 'Alle Schweregrade',
  'details.scan': 'Scan',
  'details.all_scans': 'Alle Scans',
  'details.scans': 'Scans',

  // The findings.
  'details.blocking': 'Blockiert diesen Merge Request',
  'details.at_threshold': 'Ab der Schwelle',
  'details.of.introduced': 'Neu, unter der Schwelle',
  'details.introduced_all': 'Neue Befunde',
  'details.of.existing': 'Schon im Zielbranch',
  'details.of.fixed': 'Von diesem Merge Request behoben',
  'details.of.ignored': 'Von der Richtlinie ignoriert',
  'details.shown_of': '{shown} von {all}',
  'details.show_more': '{next} weitere von {hidden} anzeigen',
  'details.cut': '{number} weitere passten nicht in den Kommentar des Gates: Die Gate-Pipeline hat sie alle.',
  'details.unnamed': 'Befund ohne Namen',
  'details.false_positive': 'Wahrscheinlich Fehlalarm',
  'details.more': 'und {number} weitere',
  'details.description': 'Beschreibung',
  'details.description_solution': 'Beschreibung und Lösung',
  'details.solution': 'Lösung:',
  'details.view_file': 'Datei ansehen',

  // The scans.
  'details.fails_on': 'Nicht bestanden ab',
  'details.result': 'Ergebnis',
  'details.not_asked_for': 'Von der Richtlinie nicht verlangt',
  'details.by_tool': 'von {tool}',
  'details.scan_state.ok': 'Gescannt',
  'details.scan_state.nothing_to_scan': 'Nichts zu scannen',
  'details.scan_state.failed': 'Fehlgeschlagen',
  'details.scan_state.missing': 'Kein Bericht',
  'details.scan_state.not_compared': 'Nicht verglichen',

  // How far the gate has come.
  'details.progress': 'Fortschritt',
  'details.step.prepare': 'Merge Request lesen',
  'details.step.gate': 'Urteil',
  'details.step_state.waiting': 'Wartet',
  'details.step_state.running': 'Läuft',
  'details.step_state.done': 'Fertig',
  'details.step_state.failed': 'Fehlgeschlagen',

  // Where the verdict comes from.
  'details.not_enforced': 'Angezeigt, nicht erzwungen. {why}',
  'details.not_verified':
    'Nicht mit dem Gate-Projekt abgeglichen, das Sie nicht lesen können: Urteil von {user}; Status und Details stimmen überein.',
  'details.evaluated': 'Geprüft {when} für {commit} durch {gate}, mit {settings}.',
  'details.the_gate_pipeline': 'die Gate-Pipeline',
  'details.the_gate': 'das Gate',
  'details.by_exception': 'einer Ausnahme in der Richtlinie',
  'details.by_default': 'dem Standard der Richtlinie',
  'details.by_policy': 'der Richtlinie der Gruppe',
  'details.by_choice': 'der hier gewählten Schwelle',
  'details.from_reports':
    'In Ihrem Browser geprüft {when} für {commit}, aus den Berichten von {pipeline}, mit {settings}.',
  'details.from_both':
    'In Ihrem Browser geprüft {when} für {commit}, aus den Berichten von {pipeline} und {target}, mit {settings}.',
  'details.its_pipeline': 'seiner Pipeline',
  'details.target_pipeline': 'der des Zielbranches',
  'details.still_running': 'Die Pipeline ist noch nicht fertig, es kann also noch mehr kommen.',
  'details.jobs_cut':
    'Eine der Pipelines hat mehr als 2.000 Jobs: Nach Berichten der späteren wurde nicht gesucht.',
  'details.keys': 'In den Änderungen führt {key} zum nächsten neuen Befund und {back} zum vorherigen.',
  'details.unmarked_new':
    '{number} neue passten nicht in den Kommentar des Gates und sind nirgends markiert.',

  // Running again.
  'details.run_again': 'Erneut ausführen',
  'details.push_instead':
    'Auch ein Push in den Merge Request oder eine Änderung seines Titels lässt ihn erneut prüfen.',
  'details.started': 'Das Gate wurde gestartet: {pipeline}. Das Urteil erscheint hier von selbst.',
  'details.new_pipeline': 'seine neue Pipeline',
  'details.connect': 'Verbinden',
  'details.change_token': 'Token ändern',

  // Ignoring a finding.
  'details.ignore': 'Ignorieren…',
  'details.reason': 'Grund',
  'details.until': 'Bis',
  'details.until_hint': 'Nach diesem Tag zählt er wieder.',
  'details.review': 'Überprüfen',
  'details.cancel': 'Abbrechen',
  'details.back': 'Zurück',
  'details.plan': 'Ein Commit in {branch} von {project} durch @{user} schreibt in {file}:',
  'details.plan_replacing':
    'Ein Commit in {branch} von {project} durch @{user} schreibt in {file}, anstelle dessen, was dort zu diesem Befund steht („{reason}“):',
  'details.plan_hint': 'Es gilt für jeden Merge Request dieses Repositorys ab seiner nächsten Prüfung.',
  'details.ignore_one': '1 Befund ignorieren',
  'details.ignored_since':
    'Die Richtlinie ignoriert ihn seit Commit {commit}. Das gilt ab der nächsten Prüfung.',
  'details.by_comment':
    'Ein Maintainer dieses Repositorys kann das Gate auch in einem Kommentar hier darum bitten, mit einem Grund hinter dem Doppelpunkt. {copy}',
  'details.copy_comment': 'Kommentar kopieren',

  // Marks in the changes.
  'details.mark': '{severity}: {name}',
  'details.mark_more': '{severity}: {name} (und {number} weitere)',
  'details.line.blocking': 'Blockiert den Merge Request. {finding}',
  'details.line.at_threshold': 'Neu, ab der Schwelle. {finding}',
  'details.line.introduced': 'Neu, unter der Schwelle. {finding}',
  'details.file.at_least': {
    one: 'Mindestens {count} neuer Befund',
    other: 'Mindestens {count} neue Befunde',
  },
  'details.file.new': { one: '{count} neuer Befund', other: '{count} neue Befunde' },
  'details.file.blocking': { one: '{count} Befund blockiert', other: '{count} Befunde blockieren' },
  'details.file.both': '{blocking}, {below} unter der Schwelle',
  'details.at': 'Befund {number} von {all}, {path}, Zeile {line}. {said}.',
  'details.line_hidden': 'GitLab zeigt diese Zeile nicht.',
  'details.unmarked': '{number} weitere passten nicht in den Kommentar des Gates und sind nirgends markiert.',

  // The card as Markdown.
  'details.md.title': '**MR Gate** zu {link} bei {commit}: {sentence}',
  'details.md.finding': 'Befund',
  'details.md.where': 'Wo',
  'details.md.blocking': 'Blockiert',
  'details.md.introduced': 'Neu',
  'details.md.existing': 'Bestehend',
  'details.md.fixed': 'Behoben',
  'details.md.ignored': 'Ignoriert',
  'details.md.filtered': '{number} weitere sind ausgefiltert oder hier nicht aufgeführt.',
  'details.md.unlisted': '{number} weitere sind hier nicht aufgeführt.',

  // A verdict of a gate that could not tell, with what it says of each scan.
  'details.could_not_tell': 'Das Gate konnte nicht urteilen: {gate}.',
  'details.of_scan': '{scan}: {why}',
  'details.let_through': '{verdict} Die Richtlinie lässt ihn trotzdem durch.',
};
