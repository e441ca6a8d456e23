import '../../components/ui/choice.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from '#imports';
import { Popup } from '../../components/popup/popup.tsx';
import { createSession } from '../../components/popup/session.ts';
import { ownPage } from '../../components/ui/own-page.ts';
import { originPattern } from '../../utils/browser-differences.ts';
import { loadOwnTexts } from '../../utils/load-texts.ts';
import { send } from '../../utils/message-client.ts';
import { createDrafts } from '../../utils/vault/drafts.ts';
import { lookAtTab } from './look-at-tab.ts';
import { openedAs } from './opened-as.ts';

const query = new URLSearchParams(location.search);
const opened = openedAs(query);
const tab = Number(query.get('tab')) || null;
const origins = (baseUrl: string) => ({ origins: [originPattern(baseUrl)] });

// Read while the worker is asked: the popup should not wait for the one and then for the other.
const texts = loadOwnTexts();

const app = ownPage();
if (query.size > 0) app.classList.add('mrg-popup--tab');

const session = createSession({
  opened,
  send,
  look: () => lookAtTab(tab),
  granted: (baseUrl) => browser.permissions.contains(origins(baseUrl)),
  requestGrant: (baseUrl) => browser.permissions.request(origins(baseUrl)),
  removeGrant: (baseUrl) => browser.permissions.remove(origins(baseUrl)),
  drafts: createDrafts(browser.storage.session),
  now: Date.now,
  version: browser.runtime.getManifest().version,
});

void session.start();
await texts;
render(<Popup session={session} openOptions={() => void browser.runtime.openOptionsPage()} />, app);
