import { dayOf, holdsOn } from '../gate/day.ts';
import { escapeMarkdown } from '../gate/escape.ts';
import type { Finding } from '../gate/finding.ts';
import { type IgnoreCommand, readIgnoreCommand } from '../gate/ignore-command.ts';
import type { Policy, PolicyIgnore } from '../gate/policy.ts';
import { readNote } from '../gate/read-note.ts';
import type { MergeRequest } from './api.ts';
import type { Note } from './comments.ts';
import { type PolicyChange, writeIgnore } from './ignores.ts';
import type { Job } from './prepare.ts';

const MAINTAINER = 40;
/** Comments carried out in one run; the others wait for the next. */
const MOST_AT_ONCE = 20;
const ANSWER = /<!-- mr-gate:answer (\d+) -->/g;

interface OpenCommand {
  note: Note;
  command: IgnoreCommand;
}

/** Comments that ask the gate to ignore a finding and have no answer of its yet. Oldest first. */
export function openCommands(notes: readonly Note[], me: number): OpenCommand[] {
  const answered = new Set(
    notes
      .filter((note) => note.author.id === me)
      .flatMap((note) => [...note.body.matchAll(ANSWER)].map((match) => Number(match[1]))),
  );
  return notes.flatMap((note) => {
    if (note.system || note.author.id === me || answered.has(note.id)) return [];
    const command = readIgnoreCommand(note.body);
    return command ? [{ note, command }] : [];
  });
}

/**
 * Carries out what comments on the merge request ask for, each once: somebody with the right gets a line in the policy,
 * everybody else an answer. Who has the right: Maintainers of the repository, and whom the policy names.
 *
 * @returns the policy as it is then, and its commit; both as they were where nothing was ignored
 */
export async function honourReplies(
  job: Job,
  mr: MergeRequest,
  policy: Policy,
): Promise<{ policy: Policy; commit: string }> {
  const { api, environment, log, now } = job;
  const me = (await api.me()).id;
  const notes = await api.comments.all(mr.project_id, mr.iid);
  let current = { policy, commit: environment.commit };
  for (const { note, command } of openCommands(notes, me).slice(0, MOST_AT_ONCE)) {
    const { answer, change } = await carryOut(job, mr, current.policy, note, command, known(notes, me));
    if (change?.kind === 'committed') {
      current = { policy: change.policy, commit: change.commit };
      log(`@${note.author.username} had a finding ignored, in commit ${change.commit.slice(0, 8)}.`);
    }
    const body = `${answer}\n\n<sub>To [this comment](#note_${note.id}), ${dayOf(now())}.</sub>\n<!-- mr-gate:answer ${note.id} -->`;
    await api.comments.add(mr.project_id, mr.iid, body);
  }
  return current;
}

/** Findings of the gate's note that may be ignored: what a comment can name. */
function known(notes: readonly Note[], me: number): Finding[] {
  for (const note of notes) {
    const reading = note.author.id === me ? readNote(note.body) : null;
    if (reading?.ok) return [...reading.verdict.findings.blocking, ...reading.verdict.findings.introduced];
  }
  return [];
}

async function carryOut(
  job: Job,
  mr: MergeRequest,
  policy: Policy,
  note: Note,
  command: IgnoreCommand,
  findings: readonly Finding[],
): Promise<{ answer: string; change?: PolicyChange }> {
  const { api, environment, now } = job;
  const { username } = note.author;
  const nothing = 'Nothing was changed.';
  if (!(await mayIgnore(job, mr, policy, note))) {
    return {
      answer: `${escapeMarkdown(username)} may not ignore findings here: that takes the Maintainer role in this repository, or a place in the policy’s \`may_ignore\`. ${nothing}`,
    };
  }
  if (!command.ok) return { answer: `${escapeMarkdown(command.problem)} ${nothing}` };
  if (!holdsOn(command.until, dayOf(now()))) return { answer: `That day has passed. ${nothing}` };

  const named = new Map(
    findings.filter((f) => f.fingerprint.startsWith(command.finding)).map((f) => [f.fingerprint, f]),
  );
  const [finding] = named.values();
  const there = policy.ignores.find(
    (i) => i.project === mr.project_id && i.finding.startsWith(command.finding),
  );
  if (!finding && there) return { answer: 'The policy ignores it already.' };
  if (!finding) return { answer: `The last verdict has no new finding of that fingerprint. ${nothing}` };
  if (named.size > 1) return { answer: `More than one finding begins so: write more of it. ${nothing}` };

  const ignore: PolicyIgnore = {
    project: mr.project_id,
    finding: finding.fingerprint,
    reason: command.reason,
    by: username,
    ...(command.until !== undefined && { until: command.until }),
  };
  const change = await writeIgnore(api, environment, ignore, note.id);
  const name = escapeMarkdown(finding.name);
  const until = command.until === undefined ? '' : `, until ${command.until}`;
  if (change.kind === 'proposed') {
    return {
      change,
      answer: `I may not change the policy myself, so I asked for it: [merge request !${change.iid}](${change.url}) of the gate project ignores “${name}”${until}. It counts once that is merged.`,
    };
  }
  const where = change.kind === 'committed' ? ` (policy ${change.commit.slice(0, 8)})` : '';
  return { change, answer: `“${name}” is ignored from now on${until}${where}.` };
}

async function mayIgnore({ api }: Job, mr: MergeRequest, policy: Policy, { author }: Note): Promise<boolean> {
  if (policy.mayIgnore?.includes(author.username.toLowerCase())) return true;
  return (await api.roleOf(mr.project_id, author.id)) >= MAINTAINER;
}
