import { modules } from 'virtual:shared-decision';
import { defineUnlistedScript } from '#imports';

/** What the gate program and the evaluation of reports share (`scripts/vite-shared-decision.ts`). */
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { mrGateDecision: modules });
});
