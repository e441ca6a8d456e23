import { modules } from 'virtual:shared-packages';
import { defineUnlistedScript } from '#imports';

/** What the worker and the gate program share (`scripts/vite-shared-packages.ts`). */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { mrGatePackages: modules });
});
