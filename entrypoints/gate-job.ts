import process from 'node:process';
import { defineUnlistedScript } from '#imports';
import { main } from '../utils/gate-program/cli.ts';

/**
 * The gate program: built with the extension, committed to the gate project by the set-up as `mr-gate.mjs`, run
 * by Node in that project's pipeline. Nothing in the extension runs it.
 */
export default defineUnlistedScript(async () => {
  process.exitCode = await main(process.argv.slice(2));
});
