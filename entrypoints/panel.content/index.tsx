import { defineContentScript } from '#imports';
import { readPage } from '../../utils/gitlab/page/detect.ts';
import { loadPageTexts, PANEL_TEXTS } from '../../utils/load-texts.ts';
import { openPanel } from './open-panel.tsx';

/** An open panel of this page, and the way to close it. */
interface OpenPanel {
  close: () => void;
}

/** In this script's own world, which the page cannot reach. Each press of the button runs the script again. */
const world = globalThis as typeof globalThis & { mrGatePanel?: OpenPanel };

/** Put into a tab by the worker when the group page's button is pressed; pressing it again closes the panel. */
export default defineContentScript({
  registration: 'runtime',
  async main() {
    if (world.mrGatePanel) {
      world.mrGatePanel.close();
      return;
    }
    const page = readPage(document, location);
    if (page?.kind !== 'group') return;
    let wanted = true;
    world.mrGatePanel = {
      close() {
        wanted = false;
        delete world.mrGatePanel;
      },
    };
    await loadPageTexts(PANEL_TEXTS);
    // The button was pressed again while the texts were on their way.
    if (!wanted) return;
    const close = openPanel(document, page, () => {
      delete world.mrGatePanel;
    });
    world.mrGatePanel = { close };
  },
});
