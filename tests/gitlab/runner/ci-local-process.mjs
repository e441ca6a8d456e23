/**
 * gitlab-ci-local in a process that answers many questions. As a program it spends half a second of a processor on each,
 * nearly all of it on loading its modules and on compiling GitLab's JSON schema, which is the same each time. Here the
 * modules are loaded once; its entry module, and all that it remembers, is begun anew for each question.
 */
import { registerHooks } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** Where the entry module begins in the one file: before it is what it imports, after it nothing. */
const ENTRY = /var \w+=\[\],\w+=null;async function \w+\(\w+\)\{/;
const program = pathToFileURL(process.argv[2] ?? '').href;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (url !== program) return loaded;
    const text = String(loaded.source);
    const start = text.search(ENTRY);
    if (start < 0) throw new Error('gitlab-ci-local is another one: its entry module was not found');
    return { ...loaded, source: `${text.slice(0, start)}export function main(){${text.slice(start)}\n}` };
  },
});

const { main } = await import(program);
/** What the entry module listens to, once for each time that it begins. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'];
const leave = process.exit.bind(process);

/** Runs the program as a process of its own would: arguments, environment, folder. One at a time. */
function run({ dir, args, env }, answer) {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (chunk, ...rest) => {
      written[name] += chunk;
      rest.find((argument) => typeof argument === 'function')?.();
      return true;
    };
  }
  process.exit = (code = 0) => {
    // It ends once, and what it does after that is no part of the answer.
    process.exit = () => {};
    for (const signal of SIGNALS) process.removeAllListeners(signal);
    process.chdir('/');
    answer({ code, ...written });
  };
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(2, process.argv.length, ...args);
  process.chdir(dir);
  main();
}

process.on('disconnect', () => leave());
process.on('message', (question) => run(question, (answer) => process.send?.(answer)));
