import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { CiFileError } from './ci-error.ts';
import { askCiLocal } from './ci-local-process.ts';
import { createMemory } from './remember.ts';

const require = createRequire(import.meta.url);

/**
 * gitlab-ci-local reads CI files for us: includes, `extends`, `!reference`, `default`, GitLab's JSON schema, and the
 * expressions of `rules:if`. It runs no job: measured on 4.75.1 it costs 0.4 s of parsing per job, copies work
 * trees with rsync (absent from many machines), drops `needs:pipeline` and `workflow:rules`, knows no child
 * pipeline from an artifact, and puts the job's name before each line of the log.
 */
const PROGRAM = require.resolve('gitlab-ci-local');
const { version: VERSION } = require('gitlab-ci-local/package.json') as { version: string };

type Yaml = Record<string, unknown>;

export interface Probe {
  expression: string;
  /** The job's own variables, which its rules may use. */
  variables: Record<string, string>;
}

export interface CiLocal {
  /**
   * Expands a CI file. `checkout` fills a folder with the repository, for a file that includes others. Rejects
   * with `CiFileError`.
   */
  expand(text: string, checkout: (dir: string) => Promise<void>): Promise<Yaml>;
  /** Whether each expression holds. `variables` are those of the pipeline, expanded. */
  evaluate(probes: Probe[], variables: Map<string, string>): Promise<boolean[]>;
}

export function createCiLocal(scratch: string): CiLocal {
  const expanded = createMemory(`gitlab-ci-local ${VERSION} --preview`);
  const evaluated = createMemory(`gitlab-ci-local ${VERSION} --list-json`);

  const inFolder = async <T>(work: (dir: string) => Promise<T>): Promise<T> => {
    await mkdir(scratch, { recursive: true });
    const dir = await mkdtemp(join(scratch, 'ci-'));
    try {
      return await work(dir);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };

  const expand = (text: string, checkout: (dir: string) => Promise<void>): Promise<string> =>
    inFolder(async (dir) => {
      if (includes(text)) {
        await rm(dir, { recursive: true });
        await checkout(dir);
      }
      await writeFile(join(dir, FILE), text);
      return run(dir, ['--preview']);
    });

  const evaluate = (probes: Probe[], used: [string, string][], unset: string[]): Promise<string> =>
    inFolder(async (dir) => {
      const jobs = probes.map(({ expression, variables }, index) => [
        `probe-${index}`,
        { script: ['true'], variables, rules: [{ if: expression }] },
      ]);
      await writeFile(join(dir, FILE), stringify(Object.fromEntries(jobs)));
      await writeFile(join(dir, VARIABLES), stringify(Object.fromEntries(used)));
      const flags = ['--list-json', '--no-json-schema-validation', '--variables-file', VARIABLES];
      const names = used.map(([name]) => name);
      return run(dir, [...flags, ...unset.flatMap((name) => ['--unset-variable', name])], names);
    });

  return {
    async expand(text, checkout) {
      const ask = () => expand(text, checkout);
      return parse(await (includes(text) ? ask() : expanded(text, ask))) as Yaml;
    },
    async evaluate(all, variables) {
      const matched = all.map((probe) => loneMatch(probe, variables));
      const probes = all.filter((_, index) => matched[index] === null);
      if (probes.length === 0) return matched.map((held) => held === true);
      // Only what the expressions speak of goes to the other process: no secret, and one answer serves many.
      const text = JSON.stringify(probes);
      const mentioned = new Set([...text.matchAll(/\$\{?([a-zA-Z_]\w*)/g)].map((match) => match[1]!));
      const used = [...variables].filter(([name]) => mentioned.has(name));
      // It would make up the predefined ones from the folder that it runs in.
      const unset = [...mentioned].filter((name) => /^(CI|GITLAB)(_|$)/.test(name) && !variables.has(name));
      const output = await evaluated(text + JSON.stringify(used), () => evaluate(probes, used, unset));
      const list = JSON.parse(output) as { name: string; when: string }[];
      const running = new Set(list.filter(({ when }) => when !== 'never').map(({ name }) => name));
      const rest = probes.map((_, index) => running.has(`probe-${index}`)).values();
      return matched.map((held) => held ?? rest.next().value === true);
    },
  };
}

/**
 * `$NAME =~ /pattern/`, and nothing else: needs no other process. What is asked so is the payload of an event, which is
 * another each time and long.
 *
 * @returns null: it is another expression
 */
function loneMatch({ expression, variables: own }: Probe, variables: Map<string, string>): boolean | null {
  const parts = /^\s*\$(\w+)\s*(=~|!~)\s*\/((?:\\.|[^/\\\n])+)\/([ims]*)\s*$/.exec(expression);
  if (parts === null) return null;
  const [, name = '', operator, pattern = '', flags] = parts;
  const value = variables.get(name) ?? own[name];
  // What is not set matches nothing (lexeme/matches.rb, lexeme/not_matches.rb).
  const found = value !== undefined && new RegExp(pattern, flags).test(value);
  return operator === '=~' ? found : !found;
}

const FILE = '.gitlab-ci.yml';
const VARIABLES = 'variables.yml';

function includes(text: string): boolean {
  return /^["']?include["']?\s*:/m.test(text);
}

/** Runs the program in a folder; standard output. Rejects with `CiFileError`. */
async function run(dir: string, args: string[], predefined: string[] = []): Promise<string> {
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: dir,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    GIT_CEILING_DIRECTORIES: dirname(dir),
    GCL_IGNORE_PREDEFINED_VARS: predefined.join(','),
    // An include from elsewhere has failed before; nothing may leave this machine in any case.
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  const question = { dir, args: ['--file', FILE, ...args], env };
  const { code, stdout, stderr } = await askCiLocal(PROGRAM, question);
  if (code === 0 && stdout !== '') return stdout;
  throw new CiFileError(asGitLabSays(stderr));
}

/** Lines that gitlab-ci-local writes about the folder, not about the file. */
const NOISE =
  /^(Using fallback|Unable to retrieve|\s+Command failed|fatal:|error: No such remote|parsing and downloads|json schema|Use '--'|'git <command>|HEAD$|\s+at )/;

function asGitLabSays(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !NOISE.test(line));
  const text = lines.join('\n').trim();
  const stage = /^stage:(\S+) not found for (.+)$/m.exec(text);
  if (stage !== null) {
    return `${stage[2]} job: chosen stage ${stage[1]} does not exist; available stages are listed under stages`;
  }
  const need = /^needs: \[(.+)\] for (.+) could not be found$/m.exec(text);
  if (need !== null)
    return `'${need[2]}' job needs '${need[1]}' job, but '${need[1]}' does not exist in the pipeline`;
  if (text.startsWith('Error attempting to evaluate')) return 'rules:rule if invalid expression syntax';
  const script = /^(.+) must have script specified$/m.exec(text);
  if (script !== null) {
    return `jobs:${script[1]} config should implement the script:, run:, or trigger: keyword`;
  }
  return text === '' ? 'Invalid configuration format' : text;
}
