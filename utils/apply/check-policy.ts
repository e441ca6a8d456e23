import type { PolicyProblem } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import type { PolicyCheck } from './types.ts';

/** Whether a text can be imported as the policy of a group that has these repositories. Pure. */
export function checkPolicy(text: string, projects: ReadonlySet<number>): PolicyCheck {
  const reading = readPolicy(text);
  if (!reading.ok) return { ok: false, problems: reading.problems, warnings: [] };
  const warnings: PolicyProblem[] = [];
  for (const list of ['exceptions', 'ignores'] as const) {
    reading.policy[list].forEach(({ project }, index) => {
      if (projects.has(project)) return;
      warnings.push({
        line: lineOf(text, project),
        key: `${list}[${index}].project`,
        message: `Project ${project} is not in this group: it will have no effect.`,
      });
    });
  }
  return { ok: true, problems: [], warnings };
}

/** The first line that names the project; 1 where it is written in some other way. */
function lineOf(text: string, project: number): number {
  const named = new RegExp(`\\bproject:\\s*${project}\\b`);
  return text.split(/\r?\n/).findIndex((line) => named.test(line)) + 1 || 1;
}
