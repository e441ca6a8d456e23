import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the packages: who installs others begins anew, and `npm ci` empties it. */
const FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/embedded-gitlab');

/**
 * Answers of another program that depend on what it was asked alone. Most tests start a GitLab of their own and have
 * it read the same few CI files, each time for 0.6 s of a processor: what one has asked, no other asks again.
 *
 * @param program with its version: another one may answer otherwise
 */
export function createMemory(
  program: string,
): (question: string, ask: () => Promise<string>) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return async (question, ask) => {
    const key = createHash('sha256').update(`${program}\n${question}`).digest('hex');
    const answer = known.get(key) ?? fromDisk(key, ask);
    known.set(key, answer);
    try {
      return await answer;
    } catch (error) {
      // A failure is not kept: it may have been the machine's.
      known.delete(key);
      throw error;
    }
  };
}

async function fromDisk(key: string, ask: () => Promise<string>): Promise<string> {
  const file = join(FOLDER, `${key}.txt`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Nobody has asked it yet.
  }
  const answer = await ask();
  try {
    mkdirSync(FOLDER, { recursive: true });
    // In one step: others read it at the same time.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, answer);
    renameSync(draft, file);
  } catch {
    // Where nothing can be written it is asked again.
  }
  return answer;
}
