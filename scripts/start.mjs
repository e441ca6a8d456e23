/** `npm start`: all set-up, then the main job on the embedded GitLab in Chromium. `-- --check` runs it by itself. */
import { ensureChromium, ensureDependencies, ensureGit, run } from './setup.mjs';

ensureDependencies();
ensureGit();
const chromium = ensureChromium();
if (run('wxt', ['build']) !== 0) process.exit(1);
process.exit(run('node', ['tests/demo/main.ts', ...process.argv.slice(2)], { CHROMIUM: chromium }));
