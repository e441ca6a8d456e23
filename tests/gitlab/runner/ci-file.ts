import { LineCounter, parseDocument } from 'yaml';
import type { RepoStore } from '../server/context.ts';
import { findProject } from '../world/find.ts';
import type { Project, World } from '../world/types.ts';
import { CiFileError } from './ci-error.ts';
import { isMap, type Yaml } from './ci-yaml.ts';

/** The CI file's text at a commit; `path@group/project` takes it from another project's default branch. */
export async function readCiFile(
  world: World,
  store: RepoStore,
  project: Project,
  sha: string,
): Promise<string | null> {
  const configured = project.ciConfigPath === '' ? '.gitlab-ci.yml' : project.ciConfigPath;
  const [path = '', elsewhere] = configured.split('@');
  if (elsewhere === undefined) return textOf(await store.readFile(project.id, sha, path));
  const other = findProject(world, elsewhere)?.project;
  if (other === undefined || other.defaultBranch === null) return null;
  return textOf(await store.readFile(other.id, other.defaultBranch, path));
}

function textOf(file: { content: Buffer } | null): string | null {
  return file === null ? null : file.content.toString('utf8');
}

/**
 * Parses the file as it stands. Refuses broken YAML, with its place, and includes that this GitLab has no network
 * for.
 */
export function checkCiText(text: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = error.message.split(' at line')[0];
    throw new CiFileError(`(<unknown>): ${message} at line ${line} column ${col}`);
  }
  const root: unknown = document.toJS();
  if (!isMap(root)) throw new CiFileError('Invalid configuration format');
  const { include } = root;
  for (const entry of include === undefined ? [] : [include].flat()) {
    const local = typeof entry === 'string' ? !/^https?:/.test(entry) : isMap(entry) && 'local' in entry;
    if (!local)
      throw new CiFileError(`Included file ${JSON.stringify(entry)} is not reachable from this instance`);
  }
  return root;
}
