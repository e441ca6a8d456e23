import { spawn } from 'node:child_process';

/** Between the polite and the hard signal to a job that must end. */
const GRACE_MS = 500;

const GREEN = '\u001b[32;1m';
const PLAIN = '\u001b[0;m';

/** One script of a job's commands as GitLab Runner writes it: each is shown before it runs, the first failure ends it. */
export function composeScript(commands: readonly string[]): string {
  const lines = commands.flatMap((command) => {
    const [first = '', ...rest] = command.trim().split('\n');
    const shown = rest.length === 0 ? first : `${first} # collapsed multi-line command`;
    return [`printf '%s\\n' ${quote(`${GREEN}$ ${shown}${PLAIN}`)}`, command];
  });
  return ['exec 2>&1', 'set -eo pipefail', ...lines, ''].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Runs a script file with bash in its own process group; `signal` ends the whole group. Resolves with the exit
 * code (128 and more: ended by a signal).
 */
export function runScript(options: {
  file: string;
  cwd: string;
  env: Record<string, string>;
  signal: AbortSignal;
  onOutput: (text: string) => void;
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', options.file], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const kill = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    let hard: NodeJS.Timeout | undefined;
    const stop = (): void => {
      kill('SIGTERM');
      hard = setTimeout(() => kill('SIGKILL'), GRACE_MS);
    };
    if (options.signal.aborted) stop();
    options.signal.addEventListener('abort', stop, { once: true });

    child.stdout.setEncoding('utf8').on('data', options.onOutput);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(hard);
      options.signal.removeEventListener('abort', stop);
      // What the script left in the background goes too, and with it the pipe it may hold open.
      kill('SIGKILL');
      const exit = code ?? (signal === null ? 1 : 137);
      if (child.stdout.closed) return resolve(exit);
      // What made a process group of its own (`timeout` does) lives on and may keep the pipe: it is not waited for.
      const leave = setTimeout(() => child.stdout.destroy(), GRACE_MS);
      child.stdout.on('close', () => {
        clearTimeout(leave);
        resolve(exit);
      });
    });
  });
}
