import { readPolicy } from '../gate/read-policy.ts';
import { text } from '../texts/text.ts';
import { fileProblems } from './file-problems.ts';
import type { FileProblem } from './group-snapshot.ts';

export interface PolicyCheck {
  ok: boolean;
  /** Each with line and key: such a file is not taken. */
  problems: FileProblem[];
  /** Worth knowing, but no obstacle: an exception of a repository that is not in this group. */
  warnings: FileProblem[];
}

/** Whether a text can be imported as the policy of a group that has these repositories. Pure. */
export function checkPolicy(file: string, projects: ReadonlySet<number>): PolicyCheck {
  const reading = readPolicy(file);
  if (!reading.ok) return { ok: false, problems: fileProblems(reading.problems), warnings: [] };
  const warnings: FileProblem[] = [];
  for (const list of ['exceptions', 'ignores'] as const) {
    reading.policy[list].forEach(({ project }, index) => {
      if (projects.has(project)) return;
      warnings.push({
        line: lineOf(file, project),
        key: `${list}[${index}].project`,
        message: text('apply.file.foreign_project', { project: String(project) }),
      });
    });
  }
  return { ok: true, problems: [], warnings };
}

/** The first line that names the project; 1 where it is written in some other way. */
function lineOf(file: string, project: number): number {
  const named = new RegExp(`\\bproject:\\s*${project}\\b`);
  return file.split(/\r?\n/).findIndex((line) => named.test(line)) + 1 || 1;
}
