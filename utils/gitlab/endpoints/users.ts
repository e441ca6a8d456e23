import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const user = v.object({ id: v.number(), username: v.string() });

/** Whose token it is. @throws GitLabError */
export function showSelf(gitlab: Requester): Promise<{ id: number; username: string }> {
  return readAnswer(gitlab, { method: 'GET', path: '/user' }, user);
}

/** @throws GitLabError */
export function showUser(gitlab: Requester, id: number): Promise<{ id: number; username: string }> {
  return readAnswer(gitlab, { method: 'GET', path: `/users/${id}` }, user);
}
