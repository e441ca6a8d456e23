import type { Translation } from '../../../utils/texts/types.ts';
import type { connect as english } from '../en/connect.ts';

export const connect: Translation<typeof english> = {
  'connect.new_token': 'Erstellen Sie ein neues und fügen Sie es hier ein.',
  'connect.token_expired': 'Dieses Token ist abgelaufen.',
  'connect.token_expired_on': 'Dieses Token ist am {day} abgelaufen.',
  'connect.token_revoked': 'Dieses Token wurde widerrufen.',
  'connect.token_wrong.what': 'GitLab kennt dieses Token nicht (401).',
  'connect.token_wrong.next':
    'Prüfen Sie, ob es vollständig kopiert wurde und zu diesem GitLab gehört, oder erstellen Sie ein neues.',
  'connect.token_gone.what': 'GitLab nimmt dieses Token nicht mehr an (401).',
  'connect.token_gone.next':
    'Es wurde widerrufen, ersetzt oder ist abgelaufen. Ersetzen Sie es durch ein neues.',
  'connect.scope': '„{scope}“',
  'connect.scopes': '{first}, {rest}',
  'connect.under_scoped.what': {
    one: 'Dieses Token hat nur den Scope {scopes}. Das genügt nicht, um Gruppen und Projekte zu lesen.',
    other: 'Dieses Token hat nur die Scopes {scopes}. Das genügt nicht, um Gruppen und Projekte zu lesen.',
  },
  'connect.under_scoped.none': 'Dieses Token hat keinen Scope, der Gruppen und Projekte liest.',
  'connect.under_scoped.next':
    'Erstellen Sie eines mit dem Scope „api“, um Gating zu konfigurieren, oder „read_api“, um nur zu lesen.',
  'connect.granular_short.what': 'Dieses fein abgestufte Token darf keine Gruppen oder Projekte lesen.',
  'connect.granular_short.next':
    'Geben Sie ihm die Berechtigungen, Gruppen, Projekte und Benutzer zu lesen, oder verwenden Sie ein Token mit dem Scope „api“.',
  'connect.not_gitlab.what': 'Unter dieser Adresse antwortet nichts so wie die API von GitLab.',
  'connect.not_gitlab.next':
    'Prüfen Sie die Adresse und gegebenenfalls den Pfad, unter dem GitLab liegt. Auch eine vorgeschaltete Anmeldung oder ein VPN kann der Grund sein.',
  'connect.not_granted.what': 'MR Gate hat keine Berechtigung für diesen Host.',
  'connect.not_granted.next':
    'Öffnen Sie MR Gate auf einer Seite dieses GitLab und erlauben Sie den Zugriff.',
  'connect.blocked.what': 'Der Benutzer dieses Tokens ist gesperrt.',
  'connect.blocked.next':
    'Fragen Sie einen Administrator dieses GitLab oder verwenden Sie ein Token eines anderen Benutzers.',
  'connect.deactivated.what': 'Der Benutzer dieses Tokens ist deaktiviert.',
  'connect.deactivated.next':
    'Melden Sie sich einmal mit diesem Benutzer bei GitLab an, um ihn zu reaktivieren, und versuchen Sie es dann noch einmal.',
  'connect.pending.what': 'Der Benutzer dieses Tokens wartet noch auf Freigabe.',
  'connect.pending.next': 'Bitten Sie einen Administrator dieses GitLab um die Freigabe.',
  'connect.terms.what': 'Der Benutzer dieses Tokens hat die Nutzungsbedingungen von GitLab nicht angenommen.',
  'connect.terms.next':
    'Melden Sie sich mit diesem Benutzer bei GitLab an, nehmen Sie sie an und versuchen Sie es dann noch einmal.',
  'connect.gate_read_only.what':
    'Das Gate schreibt Status und Kommentare, aber dieses Token liest nur ({scopes}).',
  'connect.gate_read_only.next': 'Erstellen Sie eines mit dem Scope „api“.',
  'connect.gate_no_group.what': 'Der Benutzer dieses Tokens sieht die Gruppe {group} nicht.',
  'connect.gate_no_group.next':
    'Fügen Sie ihn der Gruppe als Developer oder höher hinzu, oder verwenden Sie ein Gruppen-Zugriffstoken dieser Gruppe.',
  'connect.gate_role.what':
    '{user} ist nicht Developer oder höher in {group}, daher könnte das Gate seinen Status nicht schreiben.',
  'connect.gate_role.next':
    'Geben Sie ihm diese Rolle in der Gruppe und fügen Sie das Token dann erneut ein.',
  'connect.malformed.what':
    'Das ist kein Token: Es enthält Leerzeichen, Zeilenumbrüche oder Zeichen, die in Token nie vorkommen.',
  'connect.malformed.next':
    'Kopieren Sie nur das Token, mit der Kopierschaltfläche von GitLab, und fügen Sie es erneut ein.',
  'connect.wrong_kind.next':
    'Erstellen Sie ein persönliches Zugriffstoken, ein Gruppen-Zugriffstoken oder eines für ein Dienstkonto und fügen Sie dieses ein.',

  // What GitLab, or another host, issues for something else.
  'connect.kind.deploy':
    'Das ist ein Deploy-Token, kein Zugriffstoken. Deploy-Token lesen Repositorys und Pakete, nicht die API.',
  'connect.kind.runner':
    'Das ist ein Runner-Token, kein Zugriffstoken. Es registriert Runner und kann sonst nichts.',
  'connect.kind.job':
    'Das ist ein CI/CD-Job-Token, kein Zugriffstoken. Es endet mit seinem Job und erreicht nur wenige Endpunkte.',
  'connect.kind.trigger':
    'Das ist ein Pipeline-Trigger-Token, kein Zugriffstoken. Es startet Pipelines und kann sonst nichts.',
  'connect.kind.feed': 'Das ist ein Feed-Token, kein Zugriffstoken. Es öffnet nur RSS- und Kalender-Feeds.',
  'connect.kind.mail':
    'Das ist ein Token für eingehende E-Mails, kein Zugriffstoken. Es nimmt nur E-Mails an.',
  'connect.kind.oauth':
    'Das ist das Secret einer OAuth-Anwendung, kein Zugriffstoken. Es weist eine Anwendung aus, keinen Benutzer.',
  'connect.kind.agent':
    'Das ist ein Token des Kubernetes-Agenten, kein Zugriffstoken. Es verbindet nur einen Cluster.',
  'connect.kind.scim': 'Das ist ein SCIM-Token, kein Zugriffstoken. Es legt nur Benutzer an.',
  'connect.kind.feature_flags':
    'Das ist ein Client-Token für Feature-Flags, kein Zugriffstoken. Es liest nur Feature-Flags.',
  'connect.kind.workspace':
    'Das ist ein Workspace-Token, kein Zugriffstoken. Es gehört zu einem Remote-Workspace.',
  'connect.kind.github': 'Das ist ein GitHub-Token, kein Zugriffstoken von GitLab.',
  'connect.kind.atlassian': 'Das ist ein Atlassian-Token, kein Zugriffstoken von GitLab.',
};
