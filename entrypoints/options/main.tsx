import '../../components/ui/choice.css';
import '../../components/options/options.css';
import { render } from 'preact';
import { browser } from '#imports';
import { Options } from '../../components/options/options.tsx';
import { createOptions } from '../../components/options/options-store.ts';
import { ownPage } from '../../components/ui/own-page.ts';
import { originPattern } from '../../utils/browser-differences.ts';
import { webPatterns } from '../../utils/connect/origins.ts';
import { loadOwnTexts } from '../../utils/load-texts.ts';
import { send } from '../../utils/message-client.ts';
import { t } from '../../utils/texts/page-texts.ts';

await loadOwnTexts();
document.title = t('options.title');

const app = ownPage();

const options = createOptions({
  send,
  removeGrant: (baseUrl) => browser.permissions.remove({ origins: [originPattern(baseUrl)] }),
  async removeAllGrants() {
    const { origins = [] } = await browser.permissions.getAll();
    if (origins.length > 0) await browser.permissions.remove({ origins: webPatterns(origins) });
  },
  copy: (text) => navigator.clipboard.writeText(text),
});

render(<Options options={options} version={browser.runtime.getManifest().version} />, app);
