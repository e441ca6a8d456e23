import { modules } from 'virtual:shared-page';
import { defineUnlistedScript } from '#imports';

/** What the scripts of group pages and lists share (`scripts/vite-shared-page.ts`). */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { mrGatePage: modules });
});
