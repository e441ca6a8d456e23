import type { Translation } from '../../../utils/texts/types.ts';
import type { errors as english } from '../en/errors.ts';

export const errors: Translation<typeof english> = {
  'errors.unexpected.what': 'In MR Gate ist etwas schiefgegangen.',
  'errors.unexpected.next':
    'Versuchen Sie es noch einmal. Tritt es weiterhin auf, laden Sie die Seite neu und melden Sie es.',
  'errors.network.what': 'GitLab war nicht erreichbar.',
  'errors.network.what_uncertain':
    'GitLab war nicht erreichbar; die Änderung ist vielleicht trotzdem erfolgt.',
  'errors.network.next': 'Prüfen Sie Verbindung und VPN und versuchen Sie es noch einmal.',
  'errors.timeout.what': 'GitLab hat nicht rechtzeitig geantwortet.',
  'errors.timeout.what_uncertain':
    'GitLab hat nicht rechtzeitig geantwortet; die Änderung ist vielleicht trotzdem erfolgt.',
  'errors.try_in_a_moment': 'Versuchen Sie es gleich noch einmal.',
  'errors.cancelled.what': 'Vor dem Abschluss gestoppt.',
  'errors.cancelled.next': 'Starten Sie neu, sobald Sie bereit sind.',
  'errors.unauthorized.what': 'GitLab nimmt das Token nicht mehr an (401): {reason}',
  'errors.unauthorized.next': 'Öffnen Sie MR Gate in der Symbolleiste und aktualisieren Sie das Token.',
  'errors.insufficient_scope.what': 'Das Token darf das nicht (403): {reason}',
  'errors.insufficient_scope.next':
    'Verwenden Sie ein Token mit dem Scope „api“ oder geben Sie einem fein abgestuften Token die Berechtigung dazu.',
  'errors.forbidden.what': 'GitLab hat das abgelehnt (403): {reason}',
  'errors.forbidden.next': 'Bitten Sie einen Owner der Gruppe um die nötige Rolle.',
  'errors.not_found.what': 'Das gibt es in GitLab nicht, oder GitLab zeigt es diesem Token nicht (404).',
  'errors.not_found.next': 'Prüfen Sie, ob es noch existiert und ob der Benutzer des Tokens Mitglied ist.',
  'errors.conflict.what': 'Gleichzeitig hat sich etwas geändert ({status}): {reason}',
  'errors.conflict.next': 'Laden Sie neu und wiederholen Sie es.',
  'errors.rate_limited.what': 'GitLab hat mit 429 geantwortet: vorerst zu viele Anfragen.',
  'errors.rate_limited.next':
    'Warten Sie {duration} und versuchen Sie es noch einmal. Mit Token und Einstellungen ist alles in Ordnung.',
  'errors.redirected.what':
    'GitLab hat mit einer Weiterleitung geantwortet, wie bei einem verschobenen Projekt oder einer fremden Adresse.',
  'errors.redirected.next':
    'Öffnen Sie die Seite unter ihrer neuen Adresse und versuchen Sie es noch einmal.',
  'errors.server.what': 'GitLab hatte selbst ein Problem ({status}).',
  'errors.server.what_uncertain':
    'GitLab hatte selbst ein Problem ({status}); die Änderung ist vielleicht trotzdem erfolgt.',
  'errors.invalid.what': 'GitLab hat es nicht angenommen: {reason}',
  'errors.invalid.what_status': 'GitLab hat es nicht angenommen ({status}): {reason}',
  'errors.invalid.next': 'Korrigieren Sie, was genannt ist, und versuchen Sie es noch einmal.',
  'errors.storage_full.what': 'Dieser Browser hat keinen Platz mehr für das, was MR Gate aufbewahren muss.',
  'errors.storage_full.next': 'Geben Sie Platz auf der Festplatte frei und versuchen Sie es noch einmal.',

  'errors.refused.what': 'MR Gate nimmt diese Anfrage nicht an.',
  'errors.reload_and_try': 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'errors.not_connected.what': 'Dieses GitLab ist nicht verbunden.',
  'errors.not_connected.next': 'Öffnen Sie MR Gate in der Symbolleiste und verbinden Sie es mit einem Token.',
  'errors.extension_reloaded.what':
    'MR Gate wurde aktualisiert oder neu geladen, und auf dieser Seite läuft noch der alte Teil.',
  'errors.extension_reloaded.next': 'Laden Sie die Seite neu.',
  'errors.worker_lost.what': 'Die Erweiterung wurde beendet, bevor sie antworten konnte.',
  'errors.worker_lost.next':
    'Laden Sie neu, um zu sehen, wie weit sie gekommen ist, und wiederholen Sie es, falls nötig.',
  'errors.trigger_not_kept.what':
    'GitLab hat einen Pipeline-Trigger im Gate-Projekt erstellt, listet ihn aber nicht auf.',
  'errors.trigger_not_kept.next':
    'Sehen Sie sich die Pipeline-Trigger an (Einstellungen, CI/CD) und machen Sie dann weiter.',
};
