import * as v from 'valibot';
import { Failure } from '../failure.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import { text } from '../texts/text.ts';
import { NOT_GITLAB } from './refusals.ts';
import { verifyToken } from './verify.ts';

/** Developer: what it takes to post a commit status and a note (doc/user/permissions). */
const DEVELOPER = 30;
const Group = v.object({ id: v.number() });
const Member = v.object({ access_level: v.number() });

/**
 * Checks the token that the gate itself will use: it must write to the API, and its user must have a role in the group
 * that lets it post statuses and notes.
 *
 * @returns The username it belongs to.
 * @throws Failure
 */
export async function verifyGateToken(transport: Transport, groupPath: string, now: number): Promise<string> {
  const { access, user, scopes } = await verifyToken(transport, now);
  if (access !== 'full') {
    throw new Failure({
      kind: 'gate_token_read_only',
      what: text('connect.gate_read_only.what', { scopes: scopes.join(', ') }),
      next: text('connect.gate_read_only.next'),
    });
  }
  const group = await read(transport, `/groups/${encodeURIComponent(groupPath)}`, Group);
  if (!group) {
    throw new Failure({
      kind: 'gate_token_no_group',
      what: text('connect.gate_no_group.what', { group: groupPath }),
      next: text('connect.gate_no_group.next'),
    });
  }
  if (user.id === 0) return '';
  const member = await read(transport, `/groups/${group.id}/members/all/${user.id}`, Member);
  if (!member || member.access_level < DEVELOPER) {
    throw new Failure({
      kind: 'gate_token_role',
      what: text('connect.gate_role.what', { user: user.username, group: groupPath }),
      next: text('connect.gate_role.next'),
    });
  }
  return user.username;
}

async function read<S extends v.GenericSchema>(
  transport: Transport,
  path: string,
  schema: S,
): Promise<v.InferOutput<S> | null> {
  try {
    const entity = v.safeParse(schema, (await transport.request({ method: 'GET', path })).body);
    if (!entity.success) throw new Failure(NOT_GITLAB);
    return entity.output;
  } catch (error) {
    if (error instanceof GitLabError && error.kind === 'not_found') return null;
    throw error;
  }
}
