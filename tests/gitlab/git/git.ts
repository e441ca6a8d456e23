import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** git exited with a code that the caller did not expect. */
export class GitError extends Error {
  readonly exitCode: number;
  readonly stderr: string;
  constructor(args: readonly string[], exitCode: number, stderr: string) {
    super(`git ${args[0]} ended with ${exitCode}: ${stderr.trim()}`);
    this.name = 'GitError';
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/**
 * Environment for git that the machine's own configuration cannot change: no global or system config, no
 * GIT_DIR inherited from a hook that may have started us, English messages.
 */
export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (value !== undefined && !key.startsWith('GIT_')) env[key] = value;
  }
  return {
    ...env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    HOME: tmpdir(),
    LC_ALL: 'C',
    TZ: 'UTC',
    ...extra,
  };
}

export interface GitRun {
  input?: Buffer | string;
  env?: Record<string, string>;
  /** Exit codes that are answers, not errors; `[0]` by default. */
  okCodes?: readonly number[];
}

/** Runs git in a bare repository. Rejects with `GitError` on any other exit code. */
export function git(
  gitDir: string,
  args: readonly string[],
  run: GitRun = {},
): Promise<{ stdout: Buffer; code: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [`--git-dir=${gitDir}`, ...args], {
      env: gitEnvironment(run.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // git may end before it has read everything (EPIPE); its exit code says what matters.
    child.stdin.on('error', () => {});
    child.on('close', (exitCode) => {
      const code = exitCode ?? -1;
      if ((run.okCodes ?? [0]).includes(code)) resolve({ stdout: Buffer.concat(stdout), code });
      else reject(new GitError(args, code, Buffer.concat(stderr).toString()));
    });
    child.stdin.end(run.input ?? '');
  });
}

/** Like `git`, standard output as trimmed text. */
export async function gitText(gitDir: string, args: readonly string[], run?: GitRun): Promise<string> {
  return (await git(gitDir, args, run)).stdout.toString().trim();
}
