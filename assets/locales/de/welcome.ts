import type { Translation } from '../../../utils/texts/types.ts';
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Translation<typeof english> = {
  'welcome.title': 'Willkommen bei MR Gate',
  'welcome.steps': 'Schritte',
  'welcome.step.gitlab': 'Ihr GitLab',
  'welcome.step.access': 'Zugriff',
  'welcome.step.token': 'Token',
  'welcome.step.group': 'Erste Gruppe',
  'welcome.other_gitlab': 'Ein anderes GitLab wählen',
  'welcome.pick.title': 'Wo ist Ihr GitLab?',
  'welcome.pick.text':
    'MR Gate hält Merge Requests auf, die neue Schwachstellen mitbringen. Es hat zunächst auf keine einzige Website Zugriff: Sie wählen, auf welche.',
  'welcome.pick.own': 'Oder die Adresse Ihres eigenen GitLab',
  'welcome.group.title': 'Verbunden. Welche Gruppe zuerst?',
  'welcome.group.text':
    'Ihre Seite auf {host} hat die neue Schaltfläche „Scans konfigurieren“. Nichts wird geändert, bevor Sie den Plan gesehen haben.',
  'welcome.group.text_read_only':
    'Ihre Seite auf {host} hat die neue Schaltfläche „Scans konfigurieren“. Mit diesem Token können Sie alles ansehen, aber nichts ändern.',
  'welcome.group.loading': 'Gruppen werden geladen',
  'welcome.group.try_again': 'Erneut versuchen',
  'welcome.group.none': 'Keine Gruppe gefunden',
  'welcome.group.none_text':
    'Der Benutzer dieses Tokens hat keine Gruppe als Maintainer oder Owner. Öffnen Sie die Seite einer Gruppe in GitLab oder verbinden Sie ein Token von jemandem, der eine hat.',
  'welcome.group.none_text_read_only':
    'Der Benutzer dieses Tokens hat keine Gruppe. Öffnen Sie die Seite einer Gruppe in GitLab oder verbinden Sie ein Token von jemandem, der eine hat.',
  'welcome.groups': 'Gruppen',
};
