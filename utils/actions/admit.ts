import type { Connection } from '../connection.ts';
import { Failure } from '../failure.ts';
import { readEnrolment } from '../gate/enrolment.ts';
import { mayGate } from '../gate/gate-project.ts';
import { ENROLMENT_FILE } from '../gate/policy.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { MAINTAINER, projectRole } from '../gitlab/endpoints/members.ts';
import { type Project, showProject } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { text } from '../texts/text.ts';
import type { UserError } from '../user-error.ts';
import type { Asking } from './types.ts';

/**
 * Whether this person may change what the gate does for this repository: by a token of their own that may write, and as
 * a Maintainer of the gate project, whose default branch takes no commit and no pipeline of anybody less.
 *
 * @returns The gate project.
 * @throws Failure that says why not and what to do, GitLabError
 */
export async function admit(gitlab: Requester, connection: Connection, asking: Asking): Promise<Project> {
  const refusal = refuseToken(connection, asking.signedInAs);
  if (refusal) throw new Failure(refusal);
  const [gate, project] = await Promise.all([
    showProject(gitlab, asking.gatePath),
    showProject(gitlab, asking.project),
  ]);
  // GitLab answers with a project that was moved under its new path: that is another one than the card believes in.
  if (!gate || gate.path.toLowerCase() !== asking.gatePath.toLowerCase()) throw new Failure(notSeen(asking));
  const role = await projectRole(gitlab, gate.id, connection.user.id);
  if (role < MAINTAINER) throw new Failure(roleTooLow(connection.user.username, gate.path));
  const enrolment = await readFile(gitlab, gate.id, ENROLMENT_FILE, gate.defaultBranch ?? 'HEAD');
  const reading = enrolment && readEnrolment(enrolment.text);
  const gates =
    project && mayGate(gate.path, project.path) && reading?.ok
      ? Object.hasOwn(reading.enrolment.projects, String(project.id))
      : false;
  if (!gates) throw new Failure(notGated(gate.path));
  return gate;
}

/** Why the connected token is not the one to act with; null: it is. */
export function refuseToken(
  { access, user }: Pick<Connection, 'access' | 'user'>,
  signedInAs: string | null,
): UserError | null {
  if (signedInAs === null) {
    return {
      kind: 'signed_out',
      what: text('actions.signed_out.what'),
      next: text('actions.signed_out.next'),
    };
  }
  if (user.username.toLowerCase() !== signedInAs.toLowerCase()) {
    return {
      kind: 'other_user',
      what: text('actions.other_user.what', { owner: user.username, user: signedInAs }),
      next: text('actions.other_user.next'),
    };
  }
  if (access !== 'full') {
    return {
      kind: 'read_only',
      what: text('actions.read_only.what', { user: user.username }),
      next: text('actions.read_only.next'),
    };
  }
  return null;
}

function notSeen({ gatePath }: Asking): UserError {
  return {
    kind: 'no_role',
    what: text('actions.not_seen.what', { project: gatePath }),
    next: text('actions.not_seen.next'),
  };
}

function roleTooLow(username: string, gatePath: string): UserError {
  return {
    kind: 'no_role',
    what: text('actions.no_role.what', { project: gatePath, user: username }),
    next: text('actions.no_role.next'),
  };
}

function notGated(gatePath: string): UserError {
  return {
    kind: 'not_gated',
    what: text('actions.not_gated.what', { project: gatePath }),
    next: text('actions.reload'),
  };
}
