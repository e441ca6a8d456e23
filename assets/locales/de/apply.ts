import type { Translation } from '../../../utils/texts/types.ts';
import type { apply as english } from '../en/apply.ts';

export const apply: Translation<typeof english> = {
  // Several things in one sentence.
  'apply.list': '{first}, {rest}',
  'apply.clauses': '{first}; {rest}',
  'apply.settings': { one: '{failOn} · {count} Scan', other: '{failOn} · {count} Scans' },
  'apply.scan_threshold': '{scan}: {threshold}',

  // Merge settings, as GitLab names them.
  'apply.flag.only_allow_merge_if_pipeline_succeeds': 'Pipelines müssen erfolgreich sein',
  'apply.flag.allow_merge_on_skipped_pipeline': 'Übersprungene Pipelines gelten als erfolgreich',

  // What a change is about.
  'apply.field.fails_on': 'Nicht bestanden ab',
  'apply.field.scans': 'Scans',
  'apply.field.other_thresholds': 'Andere Schwellen',
  'apply.field.drafts': 'Merge Requests im Entwurf',
  'apply.field.on_error': 'Wo kein Urteil möglich war',
  'apply.field.source': 'Einstellungen aus',
  'apply.field.reason': 'Grund',
  'apply.field.owner': 'Verantwortlich',
  'apply.field.until': 'Bis',
  'apply.field.webhook': 'Webhook',
  'apply.field.policy': 'Richtlinie',
  'apply.field.ignores': 'Ignorierte Befunde',
  'apply.field.drift': 'Abweichung',
  'apply.field.merge_request_events': 'Merge-Request-Ereignisse',
  'apply.field.push_events': 'Push-Ereignisse',
  'apply.field.gate_branch': 'Branch des Gates',
  'apply.field.webhooks': 'Webhooks von MR Gate',
  'apply.field.daily_sweep': 'Täglicher Durchlauf',
  'apply.field.triggers': 'Pipeline-Trigger',
  'apply.field.gate_token': 'Das eigene Token des Gates',
  'apply.field.variable': 'CI/CD-Variable {key}',
  'apply.field.project': 'Projekt {path}',

  // What it was and what it becomes.
  'apply.value.none': 'nicht gesetzt',
  'apply.value.day': '{day}',
  'apply.value.on': 'an',
  'apply.value.off': 'aus',
  'apply.value.default': 'Standard',
  'apply.value.default_ended': 'Standard (die Ausnahme ist abgelaufen)',
  'apply.value.exception': 'Ausnahme',
  'apply.value.gated': 'mit Gate',
  'apply.value.not_gated': 'ohne Gate',
  'apply.value.lets_through': 'lässt durch',
  'apply.value.gates_it': 'mit Gate',
  'apply.value.accepted': 'akzeptiert',
  'apply.value.not_accepted': 'nicht akzeptiert',
  'apply.value.edited_by_hand': 'von Hand bearbeitet',
  'apply.value.accepted_as_it_is': 'akzeptiert, wie sie ist',
  'apply.value.called_drift': '{value}, gilt als Abweichung',
  'apply.value.accepted_value': '{value}, akzeptiert',
  'apply.value.active': 'aktiv',
  'apply.value.paused': 'von GitLab angehalten',
  'apply.value.not_looked_at': 'nicht geprüft',
  'apply.value.looked_at': 'wird geprüft und repariert, wenn er nicht auslöst',
  'apply.value.there': 'vorhanden',
  'apply.value.deleted': 'gelöscht',
  'apply.value.kept': 'bleibt, mit Verlauf',
  'apply.value.valid': 'gültig',
  'apply.value.revoked': 'widerrufen',

  // How a repository stands, and what to do about it.
  'apply.state.gate_project': 'Enthält die Richtlinie und führt das Gate aus.',
  'apply.state.not_configured': 'Ohne Gate: Merge Requests werden nicht geprüft.',
  'apply.state.not_configured_next': 'Wählen Sie es aus und klicken Sie auf „Scans konfigurieren“.',
  'apply.state.enrolling': 'Das Einrichten des Gates wurde begonnen und nicht beendet.',
  'apply.state.enrolling_next': 'Konfigurieren Sie es erneut: Was schon getan ist, bleibt.',
  'apply.state.drifted': 'Jemand hat die Einstellungen geändert: {changes}.',
  'apply.state.flag_differs': '„{field}“ steht auf „{after}“, das Gate braucht „{before}“',
  'apply.state.drifted_next': 'Konfigurieren Sie es erneut, um es zu reparieren.',
  'apply.state.left_on':
    'Die Richtlinie meldet Befunde nur, aber die Einstellungen, die das Gate eingeschaltet hat, sind noch an: Merge Requests ohne erfolgreiche Pipeline können nicht gemergt werden.',
  'apply.state.left_on_next':
    'Wenden Sie die Einstellungen erneut an, um den Stand vor dem Gate wiederherzustellen, oder akzeptieren Sie sie, wie sie sind.',
  'apply.state.policy_broken':
    'Die Richtliniendatei ist nicht lesbar, daher ist nicht bekannt, was hier gilt.',
  'apply.state.policy_broken_next': 'Reparieren Sie die Richtliniendatei im Gate-Projekt.',
  'apply.state.undecided': 'Es ist aufgenommen, aber die Richtlinie hat dafür weder Standard noch Ausnahme.',
  'apply.state.undecided_next': 'Wählen Sie einen Standard oder machen Sie eine Ausnahme.',
  'apply.state.accepted': '{reason} Akzeptiert, wie es ist: {changes}.',
  'apply.state.flag_is': '„{field}“ ist {after}',
  'apply.state.accepted_next': 'Konfigurieren Sie es erneut, damit Befunde blockieren.',
  'apply.state.ended': 'Die Ausnahme endete am {day}; es gilt wieder der Standard: {settings}.',
  'apply.state.ended_next': 'Erneuern Sie die Ausnahme oder geben Sie dem Repository endgültig den Standard.',
  'apply.state.report_only': 'Befunde werden angezeigt und blockieren nie.',
  'apply.state.report_only_exception': 'Befunde werden angezeigt und blockieren nie. Ausnahme: {reason}.',
  'apply.state.report_only_exception_until':
    'Befunde werden angezeigt und blockieren nie. Ausnahme: {reason} (bis {day}).',
  'apply.state.exception': '{settings}. Ausnahme: {reason}.',
  'apply.state.exception_until': '{settings}. Ausnahme: {reason} (bis {day}).',
  'apply.state.default': '{settings}, der Standard der Gruppe.',

  // Why a repository is left out, and the way out.
  'apply.obstacle.archived': 'Archiviert: Hierhin kann nichts gemergt werden.',
  'apply.obstacle.archived_next': 'Heben Sie zuerst die Archivierung auf, falls es noch benutzt wird.',
  'apply.obstacle.empty': 'Leer: Es gibt noch keinen Branch, in den gemergt werden könnte.',
  'apply.obstacle.empty_next': 'Pushen Sie einen ersten Commit und richten Sie dann das Gate ein.',
  'apply.obstacle.no_merge_requests': 'Merge Requests sind ausgeschaltet.',
  'apply.obstacle.no_merge_requests_next':
    'Schalten Sie sie in den Einstellungen des Projekts ein: Allgemein, Sichtbarkeit, Merge Requests.',
  'apply.obstacle.no_ci':
    'CI/CD ist ausgeschaltet: Kein Urteil kann die Merge Requests erreichen, und keiner könnte gemergt werden.',
  'apply.obstacle.no_ci_next':
    'Schalten Sie es in den Einstellungen des Projekts ein: Allgemein, Sichtbarkeit, CI/CD. Eine Pipeline-Datei ist nicht nötig.',
  'apply.obstacle.role': 'Ihre Rolle reicht nicht aus, um die Einstellungen zu ändern.',
  'apply.obstacle.role_next':
    'Bitten Sie um die Rolle Maintainer in diesem Repository oder lassen Sie einen seiner Maintainer das Gate einrichten.',
  'apply.obstacle.not_found': 'Es ist nicht mehr in dieser Gruppe.',
  'apply.obstacle.not_found_next': 'Laden Sie die Liste neu.',
  'apply.obstacle.gate_itself': 'Es ist das Gate-Projekt selbst.',
  'apply.obstacle.gate_itself_next': 'Nichts zu tun: Es enthält die Richtlinie und ist das Gate der anderen.',
  'apply.obstacle.no_default': 'Die Gruppe hat noch keinen Standard.',
  'apply.obstacle.no_default_next': 'Wählen Sie zuerst Schweregrad und Scans als Standard der Gruppe.',
  'apply.obstacle.no_exception': 'Es hat keine Ausnahme, die verlängert werden könnte.',
  'apply.obstacle.no_exception_next': 'Wählen Sie Repositorys aus, die eine haben.',
  'apply.obstacle.not_gated': 'Es hat kein Gate.',
  'apply.obstacle.nothing_to_remove': 'Es gibt nichts zu entfernen.',
  'apply.obstacle.configure_first': 'Konfigurieren Sie es zuerst.',
  'apply.obstacle.archived_settings': 'Archiviert: GitLab lässt niemanden die Einstellungen ändern.',
  'apply.obstacle.archived_stays':
    'Archiviert: GitLab lässt niemanden die Einstellungen ändern. Der Webhook löst nicht mehr aus, und was übrig ist, tut nichts.',
  'apply.obstacle.archived_stays_next': 'Um auch das zu entfernen, heben Sie zuerst die Archivierung auf.',
  'apply.obstacle.archived_since': 'Seither archiviert: GitLab lässt niemanden die Einstellungen ändern.',
  'apply.obstacle.unarchive': 'Heben Sie zuerst die Archivierung auf.',
  'apply.obstacle.hook_gone':
    'Der Webhook löst nicht aus, sodass es gar kein Gate hat: Das kann nicht akzeptiert werden.',
  'apply.obstacle.hook_gone_next': 'Stellen Sie ihn wieder her oder entfernen Sie MR Gate.',
  'apply.obstacle.since_settings': 'Seither geändert: die eigenen Einstellungen in der Richtlinie.',
  'apply.obstacle.since_not_gated': 'Seither geändert: Es hat kein Gate mehr.',
  'apply.obstacle.since_gated_again': 'Seither geändert: Das Gate wurde erneut eingerichtet.',
  'apply.obstacle.since_flags': 'Seither geändert: {changes}.',
  'apply.obstacle.flag_since': '„{field}“ war zuletzt {before} und ist {after}',
  'apply.obstacle.since_next':
    'Es bleibt, wie es ist. Konfigurieren Sie es einzeln, wenn es sich ändern soll.',
  'apply.obstacle.nothing_to_do': 'Nichts zu tun.',

  // What is worth knowing of one repository before applying.
  'apply.warning.reached': 'Nicht ausgewählt: Der neue Standard gilt auch hier.',
  'apply.warning.gated_since': 'Seither mit Gate: Der wiederkehrende Standard gilt auch hier.',
  'apply.warning.own_pipeline':
    'Auch die eigene Pipeline, wo es eine gibt, muss von nun an erfolgreich sein. Offene Merge Requests können gemergt werden, sobald das Gate sie geprüft hat; das beginnt gleich nach dem Anwenden.',
  'apply.warning.required_already':
    'Pipelines müssen darin schon erfolgreich sein: Das bleibt an, wenn MR Gate entfernt wird.',
  'apply.warning.left_group':
    'Es ist nicht mehr in dieser Gruppe: Was darin von MR Gate übrig ist, wird entfernt.',
  'apply.warning.stays_on': 'Pipelines mussten schon vor MR Gate erfolgreich sein: Das bleibt an.',
  'apply.warning.changed_since': 'Seither von jemandem geändert: {changes}.',
  'apply.warning.flag_stays': '„{field}“ bleibt {after}',
  'apply.warning.opens': 'Die Merge Requests können gemergt werden, gleich wie das Gate urteilt.',

  // What is worth knowing of a whole plan.
  'apply.note.default_changed': 'Der Standard der Gruppe wurde seither geändert und bleibt, wie er ist.',
  'apply.note.default_changed_next': 'Wählen Sie einen anderen Standard, wenn Sie einen möchten.',
  'apply.note.default_needed':
    'Der Standard bleibt: Er gilt für andere Repositorys, die seither ein Gate haben.',
  'apply.note.default_needed_next': 'Entfernen Sie MR Gate zuerst aus diesen, wenn er weg soll.',
  'apply.note.other_groups': 'Das Gate ist das von {group} und gilt auch für andere Gruppen.',
  'apply.note.other_groups_next': 'Entfernen Sie MR Gate aus {group} oder hier aus ausgewählten Repositorys.',
  'apply.note.not_all_released': {
    one: '{count} Repository mit Gate wird ausgelassen. Ohne das Gate könnten dessen Merge Requests nicht gemergt werden.',
    other:
      '{count} Repositorys mit Gate werden ausgelassen. Ohne das Gate könnten deren Merge Requests nicht gemergt werden.',
  },
  'apply.note.not_all_released_next': 'Lassen Sie es jemanden tun, der Maintainer von allen ist.',
  'apply.note.group_lock':
    '{group} verlangt selbst in allen Projekten der Gruppe erfolgreiche Pipelines vor dem Mergen, gleich wie „Pipelines müssen erfolgreich sein“ dort eingestellt ist.',
  'apply.note.group_lock_next':
    '„Nur melden“ und Entfernen ändern das nicht: Es steht in den Einstellungen der Gruppe, Allgemein, Merge Requests.',
  'apply.note.group_lock_link': 'Einstellungen dieser Gruppe',
  'apply.note.verdicts_stay':
    'Merge Requests behalten, was das Gate hinterlassen hat: Kommentare, Status, Labels und offene Threads.',
  'apply.note.verdicts_stay_next':
    'Wo auch ohne MR Gate Pipelines erfolgreich oder Threads gelöst sein müssen, bleibt ein jetzt blockierter Merge Request bis zu seiner nächsten Pipeline blockiert oder bis sein Thread gelöst ist.',
  'apply.note.already_required': {
    one: 'In {count} Repository müssen Pipelines schon erfolgreich sein.',
    other: 'In {count} Repositorys müssen Pipelines schon erfolgreich sein.',
  },
  'apply.note.already_required_next': 'Das bleibt an, wenn MR Gate entfernt wird.',
  'apply.note.hooks_unseen':
    'Webhooks werden beim Konfigurieren geprüft, auf Wunsch auch vorher: GitLab listet sie nur je Projekt auf.',
  'apply.note.hooks_unseen_next':
    'Ein vorhandener von MR Gate wird benutzt. Nimmt ein Projekt keine mehr auf (100 auf gitlab.com), schlägt nur dieses fehl, mit Angabe des Grundes.',
  'apply.note.runners_link': 'Runner des Gate-Projekts',
  'apply.note.runners_offline':
    'Kein Runner von {path} war in letzter Zeit online, daher können Urteile auf sich warten lassen.',
  'apply.note.runners_offline_next': 'Sehen Sie sich die Runner an, bevor Merge Requests auf sie warten.',
  'apply.note.runners_tagged':
    'Kein Runner von {path}, der online ist, nimmt Jobs ohne Tags an, und die des Gates haben keine.',
  'apply.note.runners_tagged_next':
    'Lassen Sie einen davon Jobs ohne Tags ausführen oder geben Sie der Pipeline-Datei des Gates seine Tags. Hat sie diese schon, ist nichts zu tun.',
  'apply.note.runners_unknown':
    'Ob ein Runner die Jobs von {path} übernehmen kann, konnte nicht geprüft werden: GitLab hat die Runner nicht aufgelistet.',
  'apply.note.runners_unknown_next':
    'Prüfen Sie sie vor dem Anwenden: Ohne Runner kommt kein Urteil, und Merge Requests warten.',
  'apply.note.no_runner': 'Das Gate-Projekt {path} hat gar keinen Runner: Es käme kein Urteil.',
  'apply.note.no_runner_locks':
    'Das Gate-Projekt {path} hat gar keinen Runner: Es käme kein Urteil, und kein Merge Request könnte gemergt werden.',
  'apply.note.runners_paused':
    'Das Gate-Projekt {path} hat Runner, aber alle sind pausiert: Es käme kein Urteil.',
  'apply.note.runners_paused_locks':
    'Das Gate-Projekt {path} hat Runner, aber alle sind pausiert: Es käme kein Urteil, und kein Merge Request könnte gemergt werden.',
  'apply.note.no_runner_next':
    'Geben Sie ihm einen Runner (einen eigenen, den einer Gruppe oder der Instanz) und laden Sie die Gruppe neu.',

  // How a webhook stands.
  'apply.hook.not_seen': 'Die Webhooks sind nicht zu sehen: {reason}.',
  'apply.hook.missing': 'Jemand hat den Webhook gelöscht: Das Gate erfährt nichts von den Merge Requests.',
  'apply.hook.disabled': 'GitLab hat den Webhook abgeschaltet, weil er zu oft fehlschlug.',
  'apply.hook.paused':
    'GitLab hat den Webhook nach einem Fehler angehalten und versucht es von selbst wieder.',
  'apply.hook.changed': 'Jemand hat den Webhook geändert.',

  'apply.outlook.ours': 'Ein Webhook von MR Gate ist schon da.',
  'apply.outlook.ours_next': 'Er wird benutzt und bleibt, wenn rückgängig gemacht wird.',
  'apply.outlook.paused_next': 'GitLab hat ihn angehalten, deshalb tritt ein neuer an seine Stelle.',
  'apply.outlook.full':
    'Es hat {count} Webhooks, und GitLab nimmt nicht mehr als 100, sofern ein Administrator nicht mehr erlaubt.',
  'apply.outlook.full_next': 'Entfernen Sie unbenutzte Webhooks oder lassen Sie das Repository aus.',
  'apply.outlook.other_gate': 'Ein Webhook namens „MR Gate“ ruft ein anderes Gate auf, Projekt {gate}.',
  'apply.outlook.other_gate_next':
    'Entfernen Sie MR Gate zuerst dort oder löschen Sie den Webhook, wenn es jenes Gate nicht mehr gibt: Sonst urteilen beide über die Merge Requests.',
  'apply.outlook.not_seen_next':
    'Lassen Sie das Repository aus oder bitten Sie um die Rolle Maintainer in diesem Repository.',

  // What other settings would do to a merge request.
  'apply.impact.report_only': '„Nur melden“ blockiert nie.',
  'apply.impact.blocked': {
    one: '{count} neuer Befund würde blockieren.',
    other: '{count} neue Befunde würden blockieren.',
  },
  'apply.impact.blocked_by': '1 neuer Befund würde blockieren: {name}.',
  'apply.impact.blocked_by_in': '1 neuer Befund würde blockieren: {name} in {file}.',
  'apply.impact.let_through': 'Fehlgeschlagen: {scans}. Die Richtlinie lässt das durch.',
  'apply.impact.could_not_tell': 'Das Gate konnte nicht urteilen. Fehlgeschlagen: {scans}.',
  'apply.impact.not_scanned': 'Noch nicht gescannt von: {scans}.',
  'apply.impact.incomplete': 'Er hat mehr Befunde, als sein Kommentar enthält.',
  'apply.impact.nothing': 'Nichts Neues ab der Schwelle.',
  'apply.impact.by_reports': 'Nach den Berichten der eigenen Pipeline. {reason}',
  'apply.impact.reports_do_not_tell': 'Die Berichte der eigenen Pipeline geben keine Auskunft. {reason}',
  'apply.impact.newest_not_seen': 'Das Gate hat den neuesten Commit noch nicht geprüft.',
  'apply.impact.not_seen': 'Das Gate hat ihn noch nicht geprüft.',
  'apply.impact.notes_unreadable': 'Die Kommentare sind nicht lesbar.',
  'apply.impact.note_newer': 'Der Kommentar stammt von einer neueren Version von MR Gate.',
  'apply.impact.note_broken': 'Der Kommentar enthält kein lesbares Urteil.',
  'apply.impact.drafts': 'Entwürfe haben kein Gate.',

  // Steps of a set-up.
  'apply.step.permission': 'Ihre Rolle prüfen',
  'apply.step.project': 'Gate-Projekt',
  'apply.step.token': 'Das eigene Token des Gates',
  'apply.step.files': 'Richtlinie, Pipeline und Programm',
  'apply.step.protect': 'Den Branch schützen',
  'apply.step.trigger': 'Pipeline-Trigger',
  'apply.step.sweep_schedule': 'Täglicher Durchlauf',
  'apply.step.settings': 'Fremde Variablen ablehnen',
  'apply.step.prove': 'Testlauf',

  // Steps of an apply.
  'apply.step.put_back': {
    one: '{count} Repository zurücksetzen',
    other: '{count} Repositorys zurücksetzen',
  },
  'apply.step.let_go': { one: '{count} Repository freigeben', other: '{count} Repositorys freigeben' },
  'apply.step.policy': 'Die Richtlinie committen',
  'apply.step.repos': { one: '{count} Repository konfigurieren', other: '{count} Repositorys konfigurieren' },
  'apply.step.record': 'Festhalten, was getan wurde',
  'apply.step.evaluate': 'Offene Merge Requests prüfen',
  'apply.step.gate_schedules': 'Die Zeitpläne des Gates löschen',
  'apply.step.gate_triggers': 'Die Pipeline-Trigger löschen',
  'apply.step.gate_token': 'Das eigene Token des Gates widerrufen',
  'apply.step.gate_variable': 'Die Variable des Tokens löschen',
  'apply.step.gate_project': 'Das Gate-Projekt löschen',

  // What came of a step.
  'apply.done.commit': 'Commit {sha}.',
  'apply.done.policy_same': 'Die Richtlinie sagt das schon.',
  'apply.done.nothing_to_record': 'Nichts festzuhalten.',
  'apply.done.nothing_new': 'Nichts Neues festzuhalten.',
  'apply.done.configured': {
    one: '{count} Repository konfiguriert',
    other: '{count} Repositorys konfiguriert',
  },
  'apply.done.put_back': {
    one: '{count} Repository zurückgesetzt',
    other: '{count} Repositorys zurückgesetzt',
  },
  'apply.done.let_go': { one: '{count} Repository freigegeben', other: '{count} Repositorys freigegeben' },
  'apply.done.all': '{done}.',
  'apply.done.skipped': '{done}, {skipped} nicht angetastet.',
  'apply.done.failed': '{done}, {failed} fehlgeschlagen.',
  'apply.done.skipped_failed': '{done}, {skipped} nicht angetastet, {failed} fehlgeschlagen.',
  'apply.done.sweeps': '{pipelines} Pipelines des Gate-Projekts prüfen {open} offene Merge Requests.',
  'apply.done.sweep': {
    one: 'Pipeline {pipeline} des Gate-Projekts prüft {count} offenen Merge Request.',
    other: 'Pipeline {pipeline} des Gate-Projekts prüft {count} offene Merge Requests.',
  },
  'apply.done.no_sweep':
    'Konnte nicht gestartet werden ({reason}): Der tägliche Durchlauf oder der nächste Push prüft sie.',
  'apply.done.some_sweeps':
    'Nur {started} von {of} Pipelines konnten gestartet werden ({reason}): Den Rest prüft der tägliche Durchlauf oder der nächste Push.',
  'apply.done.deleted_count': '{number} gelöscht.',
  'apply.done.none': 'Es gibt keine.',
  'apply.done.no_such': 'Es gibt keine.',
  'apply.done.account_going': 'GitLab löscht gerade das Dienstkonto @{username} und damit dessen Token.',
  'apply.done.account_deleted': 'Das Dienstkonto @{username} ist gelöscht und damit dessen Token.',
  'apply.done.token_revoked': '„{name}“ ist widerrufen.',
  'apply.done.no_token':
    'Es gibt kein Gruppen-Zugriffstoken des Gates. Eines, das jemand übergeben hat, muss diese Person widerrufen.',
  'apply.done.deleted': '{name} ist gelöscht.',
  'apply.done.marked': '{path} ist zum Löschen vorgemerkt: GitLab wartet damit einige Tage.',
  'apply.done.gone': 'Es ist schon weg.',
  'apply.done.owner': 'Sie sind Owner der Gruppe.',
  'apply.done.maintainer': 'Sie sind Maintainer der Gruppe.',
  'apply.done.no_role': 'GitLab nennt keine Rolle von Ihnen in dieser Gruppe.',
  'apply.done.found': '{path} gefunden.',
  'apply.done.created': '{path} erstellt, privat.',
  'apply.done.token_stored': 'Das Token von @{username} ist gespeichert.',
  'apply.done.token_there': 'Schon vorhanden: das Token von @{username}.',
  'apply.done.account_created':
    'Das Dienstkonto @{username} (Developer) und ein Token dafür sind erstellt; es endet am {day}.',
  'apply.done.group_token_created':
    'Das Gruppen-Zugriffstoken „{name}“ (Developer) ist erstellt; es endet am {day}.',
  'apply.done.committed': 'In {branch} committet.',
  'apply.done.up_to_date': 'Schon vorhanden und aktuell.',
  'apply.done.policy_kept': 'Die vorhandene Richtliniendatei hat Probleme und wurde behalten.',
  'apply.done.files_kept': 'Behalten, weil von Hand geändert: {files}.',
  'apply.done.is_protected': '{branch} ist geschützt.',
  'apply.done.protected': '{branch} ist jetzt geschützt.',
  'apply.done.stricter': '{branch}: Nur Maintainer dürfen jetzt pushen.',
  'apply.done.trigger_made': 'Ein Trigger von Ihnen ist erstellt.',
  'apply.done.trigger_found': 'Ihr Trigger ist vorhanden.',
  'apply.done.sweeps_made': 'Ein täglicher Durchlauf in der Nacht und ein leichter dazwischen sind erstellt.',
  'apply.done.light_made': 'Der tägliche Durchlauf ist vorhanden, der leichte dazwischen ist erstellt.',
  'apply.done.sweep_off': 'Der tägliche Durchlauf ist vorhanden, aber ausgeschaltet.',
  'apply.done.light_off': 'Der tägliche Durchlauf ist vorhanden; der leichte ist ausgeschaltet.',
  'apply.done.sweeps_found': 'Die Durchläufe sind vorhanden.',
  'apply.done.no_setting':
    'Dieses GitLab hat keine solche Einstellung: Die Pipeline selbst lehnt Variablen ab.',
  'apply.done.closed': 'Niemand darf Variablen der Pipelines setzen.',
  'apply.done.closed_now': 'Niemand darf jetzt Variablen der Pipelines setzen.',
  'apply.done.setting_left':
    'Die Einstellung blieb, wie sie ist, da nur ein Owner sie zurücknehmen könnte: Die Pipeline selbst lehnt Variablen ab.',
  'apply.done.proved': 'Der Testlauf war erfolgreich (Pipeline {pipeline}).',
  'apply.done.proved_open':
    'Der Testlauf war erfolgreich (Pipeline {pipeline}). Dieses GitLab zählt das Ereignis eines Webhooks als Variable, daher dürfen Trigger von Maintainern welche setzen; die erste Regel der Pipeline lehnt alle anderen ab.',

  // What came of a repository.
  'apply.repo.hook': 'Webhook {hook}',
  'apply.repo.untouched': 'Einstellungen unverändert',
  'apply.repo.must': 'Pipelines müssen erfolgreich sein',
  'apply.repo.need_not': 'Pipelines müssen nicht erfolgreich sein',
  'apply.repo.gone': 'Das Projekt ist weg',
  'apply.repo.hook_deleted': 'Webhook gelöscht',
  'apply.repo.no_hook': 'Es gab keinen Webhook',
  'apply.repo.left_alone': 'Seither geändert und nicht angetastet: {changes}',
  'apply.repo.changed':
    'Jemand hat seit diesem Plan die Einstellungen oder den Webhook geändert, daher bleibt es, wie es ist',
  'apply.repo.put_back':
    'Jemand hat die Einstellungen oder den Webhook geändert, während es freigegeben wurde, daher wurde es so wiederhergestellt, wie es war',

  // Why a job waits, without the full stop.
  'apply.wait.rate_limit': 'GitLab hat um eine Pause gebeten',
  'apply.wait.unreachable': 'GitLab ist nicht erreichbar',
  'apply.wait.unsure': 'GitLab führt vielleicht noch aus, was es nicht beantwortet hat',
  'apply.wait.pipelines': 'GitLab startet nur eine begrenzte Zahl von Pipelines pro Minute',

  // What is wrong with a file of the gate project.
  'apply.file.broken':
    'Die Datei {file} des Gate-Projekts ist nicht lesbar, und nichts wurde darübergeschrieben.',
  'apply.file.broken_line':
    'Die Datei {file} des Gate-Projekts ist nicht lesbar, und nichts wurde darübergeschrieben. Zeile {line}: {message}',
  'apply.file.broken_key':
    'Die Datei {file} des Gate-Projekts ist nicht lesbar, und nichts wurde darübergeschrieben. Zeile {line}, {key}: {message}',
  'apply.file.missing': '{file} fehlt. Stellen Sie sie aus dem Verlauf des Projekts wieder her.',
  'apply.file.forbidden':
    'Ihr Token darf die Dateien des Gate-Projekts nicht lesen. Bitten Sie einen Owner um die Rolle Reporter darin.',
  'apply.file.foreign_project': 'Projekt {project} ist nicht in dieser Gruppe: Das bleibt ohne Wirkung.',

  // What went wrong, and what to do next.
  'apply.error.nothing_to_undo':
    'Weder dieser Browser noch der neuere Verlauf des Gate-Projekts weiß, was dieses Anwenden geändert hat.',
  'apply.error.nothing_to_undo_next':
    'Sehen Sie sich den Verlauf des Gate-Projekts an und ändern Sie von Hand zurück, was zurückgeändert werden soll.',
  'apply.error.nothing_changed':
    'Es ist nicht bekannt, was dieses Anwenden geändert hat, oder es hat nichts geändert.',
  'apply.error.nothing_changed_next': 'Sehen Sie sich den Verlauf des Gate-Projekts an.',
  'apply.error.still_running': 'Dieses Anwenden ist noch nicht zu Ende.',
  'apply.error.still_running_next':
    'Warten Sie, bis es zu Ende ist, oder stoppen Sie es; machen Sie es dann rückgängig.',
  'apply.error.taken_down':
    'Das Gate selbst wurde abgebaut: Sein Token ist widerrufen, und das lässt sich nicht zurückholen.',
  'apply.error.taken_down_next': 'Richten Sie die Gruppe neu ein und konfigurieren Sie dann die Repositorys.',
  'apply.error.mend_and_load': 'Reparieren Sie die Datei im Gate-Projekt und laden Sie neu.',
  'apply.error.mend_and_go_on': 'Reparieren Sie die Datei im Gate-Projekt und machen Sie dann weiter.',
  'apply.error.until_past': 'Die Ausnahme wäre schon abgelaufen, am {day}.',
  'apply.error.until_past_next': 'Wählen Sie einen späteren Tag oder keinen.',
  'apply.error.no_scans': 'Es ist kein Scan gewählt, also gäbe es nichts, wonach das Gate urteilt.',
  'apply.error.no_scans_next': 'Wählen Sie mindestens einen Scan.',
  'apply.error.not_a_policy': 'Dieser Text ist keine Richtlinie, die importiert werden könnte.',
  'apply.error.not_a_policy_line':
    'Dieser Text ist keine Richtlinie, die importiert werden könnte. Zeile {line}: {message}',
  'apply.error.not_a_policy_key':
    'Dieser Text ist keine Richtlinie, die importiert werden könnte. Zeile {line}, {key}: {message}',
  'apply.error.not_a_policy_next': 'Beheben Sie, was genannt wird, und importieren Sie sie erneut.',
  'apply.error.no_gate_project': 'Diese Gruppe hat noch kein Gate-Projekt.',
  'apply.error.no_gate_project_next': 'Richten Sie es zuerst ein: Das Panel führt Sie hindurch.',
  'apply.error.hook_not_kept': 'GitLab hat Erfolg gemeldet, listet den Webhook aber nicht auf.',
  'apply.error.hook_not_taken':
    'GitLab hat Erfolg gemeldet, aber der Webhook würde bei Merge Requests trotzdem nicht auslösen.',
  'apply.error.look_at_hooks': 'Sehen Sie sich die Webhooks des Projekts an und versuchen Sie es erneut.',
  'apply.error.hook_not_deleted': 'GitLab hat Erfolg gemeldet, listet den Webhook aber noch auf.',
  'apply.error.hook_not_deleted_next':
    'Löschen Sie ihn bei den Webhooks des Projekts und versuchen Sie es erneut.',
  'apply.error.changed_meanwhile':
    'Jemand hat die Einstellungen oder den Webhook geändert, während es freigegeben wurde, daher führt die Richtlinie es noch auf.',
  'apply.error.changed_meanwhile_next':
    'Sehen Sie nach, wie es jetzt steht, und machen Sie dafür einen neuen Plan.',
  'apply.error.gate_project_gone':
    'Das Gate-Projekt {path} hat keine Richtlinie mehr, oder Ihr Token kann sie nicht sehen.',
  'apply.error.gate_project_gone_next': 'Laden Sie neu. Wenn es weg ist, richten Sie die Gruppe neu ein.',
  'apply.error.plan_outdated':
    'Jemand hat die Richtlinie seit diesem Plan geändert. Es wurde nichts geschrieben.',
  'apply.error.plan_outdated_next': 'Machen Sie den Plan neu: Er zeigt dann, was jetzt gilt.',
  'apply.error.may_not_commit': 'Sie dürfen nicht in {branch} von {path} committen.',
  'apply.error.may_not_commit_next':
    'Bitten Sie um die Rolle Maintainer im Gate-Projekt oder lassen Sie es einen Maintainer tun.',
  'apply.error.setting_not_taken': 'GitLab hat Erfolg gemeldet, aber Folgendes behalten: {settings}.',
  'apply.error.setting_kept': '„{field}“ {after}',
  'apply.error.setting_not_taken_next':
    'Vielleicht gibt die Gruppe oder Instanz diese Einstellung vor. Sehen Sie sich die Merge-Request-Einstellungen des Projekts an.',
  'apply.error.merge_settings': 'Merge-Request-Einstellungen',
  'apply.error.webhooks': 'Webhooks',
  'apply.error.repo_refused': 'GitLab hat die Änderung abgelehnt (403): {reason}.',
  'apply.error.repo_refused_next':
    'Einstellungen und Webhooks zu ändern erfordert die Rolle Maintainer und ein Projekt, das nicht archiviert ist.',
  'apply.error.repo_gone': 'GitLab hat kein solches Projekt mehr oder zeigt es Ihnen nicht (404).',
  'apply.error.repo_gone_next':
    'Laden Sie die Liste neu: Es wurde vielleicht gelöscht oder ist für Sie nicht mehr sichtbar.',
  'apply.error.hook_limit': 'Es nimmt keinen weiteren Webhook auf: {reason}.',
  'apply.error.hook_limit_next':
    'Entfernen Sie Webhooks, die nicht mehr gebraucht werden, und versuchen Sie es erneut.',
  'apply.error.hook_refused': 'GitLab hat den Webhook nicht angenommen: {reason}.',
  'apply.error.hook_refused_next':
    'Vielleicht muss ein Administrator Webhooks an die eigene Adresse dieses GitLab erlauben (Admin, Netzwerk, Ausgehende Anfragen).',
  'apply.error.no_trigger_for_hooks':
    'Die Webhooks brauchen einen Pipeline-Trigger in {path}, und Sie dürfen dort keinen anlegen.',
  'apply.error.ask_maintainer': 'Bitten Sie um die Rolle Maintainer im Gate-Projekt.',
  'apply.error.ask_maintainer_go_on':
    'Bitten Sie um die Rolle Maintainer im Gate-Projekt und machen Sie dann weiter.',
  'apply.error.not_all_released': {
    one: '{count} Repository konnte nicht freigegeben werden, daher bleibt das Gate selbst: Ohne es könnten dessen Merge Requests nicht gemergt werden.',
    other:
      '{count} Repositorys konnten nicht freigegeben werden, daher bleibt das Gate selbst: Ohne es könnten deren Merge Requests nicht gemergt werden.',
  },
  'apply.error.not_all_released_next':
    'Beheben Sie, was zu ihnen gemeldet wird, und versuchen Sie es erneut.',
  'apply.error.read_only': 'Ihr Token darf nur lesen.',
  'apply.error.read_only_next':
    'Ersetzen Sie es durch eines mit dem Scope „api“, um einzurichten oder anzuwenden.',
  'apply.error.no_policy_file': 'Das Gate-Projekt hat keine Richtliniendatei.',
  'apply.error.no_policy_file_next': 'Richten Sie die Gruppe erneut ein: Das legt an, was fehlt.',
  'apply.error.no_plan': 'Dieser Plan ist nicht mehr gespeichert.',
  'apply.error.no_plan_next': 'Machen Sie ihn neu: Er zeigt dann, was jetzt gilt.',
  'apply.error.no_job': 'Dieser Vorgang ist nicht mehr gespeichert.',
  'apply.error.no_job_next': 'Laden Sie die Seite neu, um zu sehen, wie es steht.',
  'apply.error.job_running': 'Auf {path} läuft schon ein anderer Vorgang.',
  'apply.error.job_running_next':
    'Warten Sie, bis er zu Ende ist, oder stoppen Sie ihn; versuchen Sie es dann erneut.',
  'apply.error.other_user': '@{username} hat dies begonnen, und GitLab ist jetzt als @{now} verbunden.',
  'apply.error.other_user_next':
    'Verbinden Sie sich wieder als @{username}, um weiterzumachen, oder beginnen Sie neu.',
  'apply.error.token_revoked':
    'GitLab akzeptiert Ihr Token nicht mehr: Es wurde widerrufen, ist abgelaufen oder wurde ersetzt.',
  'apply.error.token_revoked_next':
    'Öffnen Sie MR Gate in der Symbolleiste, aktualisieren Sie das Token und machen Sie dann weiter: Was getan ist, bleibt.',
  'apply.error.storage_full':
    'Der Speicher dieses Browsers für MR Gate ist voll, auch ohne ältere Vorgänge und Pläne. Was MR Gate nicht aufschreiben kann, tut es nicht.',
  'apply.error.storage_full_next':
    'Geben Sie Platz auf der Festplatte frei oder nehmen Sie weniger Repositorys auf einmal und machen Sie dann weiter: Was getan ist, bleibt.',
  'apply.error.storage_failed':
    'Der Browser hat nicht gespeichert, was MR Gate aufschreiben musste; deshalb wurde nichts weiter getan.',
  'apply.error.storage_failed_next':
    'Prüfen Sie, ob die Festplatte voll ist, oder starten Sie den Browser neu und machen Sie dann weiter: Was getan ist, bleibt.',
  'apply.error.not_deleted_schedule':
    'GitLab hat Erfolg gemeldet, aber {path} hat noch einen Pipeline-Zeitplan von MR Gate.',
  'apply.error.not_deleted_trigger':
    'GitLab hat Erfolg gemeldet, aber {path} hat noch einen Pipeline-Trigger von MR Gate.',
  'apply.error.not_deleted_token':
    'GitLab hat Erfolg gemeldet, aber {path} hat noch ein gültiges Zugriffstoken von MR Gate.',
  'apply.error.not_deleted_variable':
    'GitLab hat Erfolg gemeldet, aber {path} hat noch MR_GATE_TOKEN von MR Gate.',
  'apply.error.not_deleted_project':
    'GitLab hat Erfolg gemeldet, aber unter {path} ist das Projekt von MR Gate noch da.',
  'apply.error.not_deleted_next': 'Versuchen Sie es erneut oder löschen Sie es in GitLab.',
  'apply.error.may_not_delete_trigger':
    'GitLab ließ Sie einen Pipeline-Trigger von {path} nicht löschen: {reason}.',
  'apply.error.may_not_delete_trigger_next':
    'Bitten Sie den Besitzer oder einen Maintainer des Gate-Projekts und versuchen Sie es erneut.',
  'apply.error.may_not_delete_account':
    'GitLab ließ Sie das Dienstkonto @{username} nicht löschen: {reason}.',
  'apply.error.may_not_delete_account_next':
    'Bitten Sie einen Owner von {group}, dies erneut zu versuchen oder es dort zu löschen.',
  'apply.error.tokens_not_shown': 'GitLab zeigt Ihnen die Zugriffstoken von {group} nicht: {reason}.',
  'apply.error.tokens_not_shown_next':
    'Bitten Sie einen Owner von {group}, dies erneut zu versuchen oder „{name}“ dort zu widerrufen.',
  'apply.error.may_not_delete': 'GitLab ließ Sie {path} nicht löschen: {reason}.',
  'apply.error.may_not_delete_next':
    'Dazu braucht es einen Owner. Alles andere ist getan: Das Projekt tut nichts mehr.',
  'apply.error.role_too_low':
    'Sie sind {role} in {group}. Das Einrichten erfordert einen Owner oder Maintainer.',
  'apply.error.not_maintainer':
    'Sie sind kein Maintainer in {group}. Das Einrichten erfordert einen Owner oder Maintainer.',
  'apply.error.role_too_low_next': 'Bitten Sie einen Owner der Gruppe, sie einzurichten, oder um die Rolle.',
  'apply.role.guest': 'Gast',
  'apply.role.planner': 'Planer',
  'apply.role.reporter': 'Reporter',
  'apply.role.developer': 'Developer',
  'apply.error.gate_archived': 'Das Gate-Projekt {path} ist archiviert.',
  'apply.error.gate_archived_next':
    'Heben Sie die Archivierung in den Einstellungen auf (Allgemein, Erweitert) und richten Sie dann erneut ein.',
  'apply.error.path_taken':
    'Der Pfad {path} gehört einem Projekt, das nicht von MR Gate ist. Darin wurde nichts angetastet.',
  'apply.error.path_taken_next':
    'Verschieben Sie das Projekt oder benennen Sie es um und richten Sie dann erneut ein.',
  'apply.error.may_not_create': 'GitLab ließ Sie das Projekt {path} nicht erstellen: {reason}.',
  'apply.error.may_not_create_next':
    'Bitten Sie einen Owner der Gruppe, sie einzurichten oder Maintainern das Erstellen von Projekten darin zu erlauben.',
  'apply.error.may_not_protect': 'GitLab ließ Sie {branch} des Gate-Projekts nicht schützen: {reason}.',
  'apply.error.may_not_protect_next':
    'Schützen Sie ihn von Hand (Einstellungen, Repository, Geschützte Branches; nur Maintainer) und machen Sie dann weiter.',
  'apply.error.may_not_trigger':
    'GitLab ließ Sie im Gate-Projekt keinen Pipeline-Trigger erstellen: {reason}.',
  'apply.error.may_not_schedule':
    'GitLab ließ Sie im Gate-Projekt keinen Pipeline-Zeitplan erstellen: {reason}.',
  'apply.error.variable_not_masked': 'GitLab hat {key} gespeichert, ohne es zu maskieren oder zu schützen.',
  'apply.error.variable_not_masked_next':
    'Setzen Sie beides von Hand im Gate-Projekt (Einstellungen, CI/CD, Variablen) und machen Sie dann weiter.',
  'apply.error.token_not_offered':
    'GitLab lässt Sie hier weder ein Dienstkonto noch ein Gruppen-Zugriffstoken erstellen. Das Gate braucht ein eigenes Token, um Merge Requests zu lesen und Urteile zu schreiben.',
  'apply.error.token_unknown':
    'Wessen Token das Gate hat, ist nicht bekannt. Das Gate braucht ein eigenes Token, um Merge Requests zu lesen und Urteile zu schreiben.',
  'apply.error.token_needed_next':
    'Erstellen Sie ein Token mit dem Scope „api“ für einen Benutzer oder ein Dienstkonto mit der Rolle Developer in {group} und fügen Sie es auf der Seite von MR Gate ein.',

  // The test run.
  'apply.error.proof_failed': 'Der Testlauf endete mit dem Status „{status}“. {why}',
  'apply.error.proof_failed_next':
    'Sehen Sie sich die Pipeline an, beheben Sie, was sie nennt, und machen Sie dann weiter.',
  'apply.error.no_job_tells': 'Kein Job sagt, warum.',
  'apply.error.job_failed': 'Der Job „{name}“ ist fehlgeschlagen.',
  'apply.error.job_failed_reason': 'Der Job „{name}“ ist fehlgeschlagen ({reason}).',
  'apply.error.job_log': '{why} Sein Log endet mit:\n{log}',
  'apply.error.pipeline': 'Pipeline {pipeline}',
  'apply.error.proof_no_runner': 'Kein Runner hat den Job des Testlaufs innerhalb einer Minute übernommen.',
  'apply.error.proof_no_runner_next':
    'Geben Sie dem Gate-Projekt einen Runner (Einstellungen, CI/CD, Runner), der Docker-Images ausführt, und machen Sie dann weiter.',
  'apply.error.proof_timeout': 'Der Testlauf ist nach 15 Minuten noch nicht zu Ende.',
  'apply.error.proof_timeout_next': 'Sehen Sie sich die Pipeline an und machen Sie dann weiter.',
  'apply.error.not_started': 'GitLab hat den Testlauf nicht gestartet: {reason}.',
  'apply.error.payload_refused_next':
    'Ein Owner des Gate-Projekts muss unter Einstellungen, CI/CD, Variablen die „Mindestrolle für Pipeline-Variablen“ auf Maintainer setzen. Machen Sie dann weiter.',
  'apply.error.trigger_refused_next':
    'Sehen Sie sich die Pipeline-Datei des Gate-Projekts an und machen Sie dann weiter.',
};
