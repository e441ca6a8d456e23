import type { Translation } from '../../../utils/texts/types.ts';
import type { actions as english } from '../en/actions.ts';

export const actions: Translation<typeof english> = {
  'actions.signed_out.what':
    'Sie sind von GitLab abgemeldet, daher weiß MR Gate nicht, ob sein Token Ihres ist.',
  'actions.signed_out.next': 'Melden Sie sich an und wiederholen Sie es.',
  'actions.other_user.what':
    'Das verbundene Token gehört @{owner}, und Sie sind als @{user} angemeldet: Das geschähe im Namen einer anderen Person.',
  'actions.other_user.next':
    'Verbinden Sie ein eigenes Token oder melden Sie sich als Benutzer des Tokens an.',
  'actions.read_only.what': 'Das verbundene Token von @{user} darf nur lesen.',
  'actions.read_only.next': 'Ersetzen Sie es durch eines mit dem Scope „api“.',
  'actions.not_seen.what':
    'Ihr Token sieht das Gate-Projekt {project} nicht, und nur dessen Maintainer dürfen das.',
  'actions.not_seen.next': 'Fragen Sie einen von ihnen.',
  'actions.no_role.what': 'Das erfordert die Rolle Maintainer in {project}, die @{user} nicht hat.',
  'actions.no_role.next': 'Fragen Sie einen der Maintainer.',
  'actions.not_gated.what': '{project} ist nicht mehr das Gate dieses Repositorys.',
  'actions.not_read_back.what': 'GitLab hat die Änderung angenommen, aber {file} enthält sie nicht.',
  'actions.not_read_back.next': 'Öffnen Sie das Gate-Projekt und sehen Sie sich die neuesten Commits an.',
  'actions.day_has_passed.what': '{day} ist vorbei, daher würde nichts ignoriert.',
  'actions.day_has_passed.next': 'Wählen Sie einen späteren Tag oder keinen.',
  'actions.policy_broken.what': '{file} in {project} hat einen Fehler und wird nicht überschrieben.',
  'actions.policy_missing.what': '{file} in {project} ist nicht da.',
  'actions.policy_broken.next': 'Reparieren Sie die Datei im Gate-Projekt und wiederholen Sie es.',
  'actions.may_not_commit.what': 'GitLab lässt Sie nicht in {branch} von {project} committen.',
  'actions.may_not_commit.next': 'Fragen Sie jemanden, der in diesen Branch pushen darf.',
  'actions.plan_outdated.what': 'Jemand hat die Richtlinie inzwischen geändert. Nichts wurde geschrieben.',
  'actions.plan_outdated.next': 'Sehen Sie sie noch einmal an und wiederholen Sie es.',
  'actions.payload_refused.what':
    '{project} nimmt kein Ereignis an: Dieses GitLab zählt es als Pipeline-Variable, und dort darf niemand eine setzen.',
  'actions.payload_refused.next':
    'Richten Sie MR Gate unter „Scans konfigurieren“ als Owner der Gruppe erneut ein; das behebt es.',
  'actions.payload_refused.link': 'CI/CD-Einstellungen',
  'actions.no_token.what': 'MR Gate hat kein Token von Ihnen für dieses GitLab und ändert ohne eines nichts.',
  'actions.no_token.next': 'Verbinden Sie es mit einem Token, das den Scope „api“ hat.',
  'actions.reload': 'Laden Sie die Seite neu.',
};
