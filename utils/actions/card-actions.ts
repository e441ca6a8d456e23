import type { Connection } from '../connection.ts';
import type { Project } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { userErrorOf } from '../user-error-of.ts';
import { admit } from './admit.ts';
import { planIgnore, writeIgnore } from './ignore-finding.ts';
import { runAgain } from './run-again.ts';
import type { Asking, CardRights, IgnoreDone, IgnorePlan, IgnoreWish, RunStarted } from './types.ts';

/** What a card can change, in the worker and with the user's own token. Each looks at the rights first. */
export interface CardActions {
  /** Asked before a form is shown. Never throws. */
  rights(baseUrl: string, asking: Asking): Promise<CardRights>;
  /** @throws Failure, GitLabError */
  planIgnore(baseUrl: string, wish: IgnoreWish): Promise<IgnorePlan>;
  /** @throws Failure, GitLabError */
  ignore(baseUrl: string, wish: IgnoreWish, basis: string): Promise<IgnoreDone>;
  /** @throws Failure, GitLabError */
  runAgain(baseUrl: string, asking: Asking, mergeRequest: number): Promise<RunStarted>;
}

export interface CardActionsDeps {
  client(baseUrl: string): Promise<Requester>;
  connection(baseUrl: string): Promise<Connection>;
  now(): number;
}

export function createCardActions({ client, connection, now }: CardActionsDeps): CardActions {
  async function enter(
    baseUrl: string,
    asking: Asking,
  ): Promise<{ gitlab: Requester; gate: Project; user: Connection['user'] }> {
    const [gitlab, own] = await Promise.all([client(baseUrl), connection(baseUrl)]);
    return { gitlab, gate: await admit(gitlab, own, asking), user: own.user };
  }

  return {
    async rights(baseUrl, asking) {
      try {
        return { may: true, username: (await enter(baseUrl, asking)).user.username };
      } catch (error) {
        return { may: false, why: userErrorOf(error) };
      }
    },
    async planIgnore(baseUrl, wish) {
      const { gitlab, gate, user } = await enter(baseUrl, wish);
      return planIgnore(gitlab, gate, wish, user.username, new Date(now()));
    },
    async ignore(baseUrl, wish, basis) {
      const { gitlab, gate, user } = await enter(baseUrl, wish);
      return writeIgnore(gitlab, gate, wish, basis, user.username, new Date(now()));
    },
    async runAgain(baseUrl, asking, mergeRequest) {
      const { gitlab, gate, user } = await enter(baseUrl, asking);
      return runAgain(gitlab, gate, user.id, asking.project, mergeRequest);
    },
  };
}
