import { modules } from 'virtual:shared-ui';
import { defineUnlistedScript } from '#imports';

/** What the panel, the card's details and the extension's own pages share (`scripts/vite-shared-ui.ts`). */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { mrGateUi: modules });
});
