import { defineContentScript } from '#imports';
import css from '../../components/card/details.css?inline';
import { showDetails } from '../../components/card/details.tsx';
import { KIT_MORE } from '../../components/ui/kit-style.ts';
import { cardWorld } from '../../utils/card/details.ts';

/**
 * The card's details. Put into the tab by the worker when the card's own script, which runs on every merge request and is
 * kept small for it, is open.
 */
export default defineContentScript({
  registration: 'runtime',
  main() {
    cardWorld.mrGateDetails = {
      show(element, props) {
        addStyle(element.getRootNode());
        showDetails(element, props);
      },
    };
  },
});

const ID = 'mrg-details-style';

function addStyle(root: Node): void {
  if (!(root instanceof ShadowRoot) || root.getElementById(ID)) return;
  const style = document.createElement('style');
  style.id = ID;
  style.textContent = KIT_MORE + css;
  // After the card's own, which its buttons and colours build on.
  root.querySelector('style')?.after(style);
}
