import '../../components/ui/choice.css';
import '../../components/popup/popup.css';
import '../../components/welcome/welcome.css';
import { render } from 'preact';
import { browser } from '#imports';
import { createSession } from '../../components/popup/session.ts';
import { ownPage } from '../../components/ui/own-page.ts';
import { Welcome } from '../../components/welcome/welcome.tsx';
import { originPattern } from '../../utils/browser-differences.ts';
import { loadOwnTexts } from '../../utils/load-texts.ts';
import { send } from '../../utils/message-client.ts';
import { createLocalStore } from '../../utils/storage.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { createDrafts } from '../../utils/vault/drafts.ts';
import { createWelcomePlace } from '../../utils/welcome-place.ts';

const origins = (baseUrl: string) => ({ origins: [originPattern(baseUrl)] });

await loadOwnTexts();
document.title = t('welcome.title');

const app = ownPage();

const place = createWelcomePlace(createLocalStore('welcome.'));
const session = createSession({
  opened: { baseUrl: await place.read(), view: 'connect', groupPath: null },
  send,
  // This tab shows nothing but this page: the GitLab is chosen here.
  look: async () => ({ kind: 'restricted' }),
  granted: (baseUrl) => browser.permissions.contains(origins(baseUrl)),
  requestGrant: (baseUrl) => browser.permissions.request(origins(baseUrl)),
  removeGrant: (baseUrl) => browser.permissions.remove(origins(baseUrl)),
  drafts: createDrafts(browser.storage.session),
  now: Date.now,
  version: browser.runtime.getManifest().version,
});
session.store.subscribe(({ view }) => {
  if (view.name === 'connected') void place.keep(view.connection.baseUrl);
  else if ('baseUrl' in view) void place.keep(view.baseUrl);
});

async function again(): Promise<void> {
  await place.forget();
  location.reload();
}

render(<Welcome session={session} send={send} again={() => void again()} />, app);
