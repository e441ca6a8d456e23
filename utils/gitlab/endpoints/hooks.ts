import * as v from 'valibot';
import { allPages } from '../paging.ts';
import type { Transport } from '../transport.ts';
import { parseAnswer, type Requester, readAnswer } from './read.ts';

const hook = v.pipe(
  v.object({
    id: v.number(),
    url: v.string(),
    name: v.nullish(v.string(), ''),
    merge_requests_events: v.optional(v.boolean(), false),
    push_events: v.optional(v.boolean(), false),
    url_variables: v.optional(v.nullable(v.array(v.object({ key: v.string() })))),
    alert_status: v.nullish(v.string(), 'executable'),
    created_at: v.nullish(v.string(), null),
  }),
  v.transform((entity) => ({
    id: entity.id,
    /** With `{key}` where a part is masked. */
    url: entity.url,
    name: entity.name ?? '',
    mergeRequestEvents: entity.merge_requests_events,
    pushEvents: entity.push_events,
    /** null: this GitLab does not know masked parts. */
    urlVariables: entity.url_variables?.map((variable) => variable.key) ?? null,
    /** executable | temporarily_disabled | disabled */
    alertStatus: entity.alert_status ?? 'executable',
    /** ISO time by GitLab's clock; null: not told. */
    createdAt: entity.created_at,
  })),
);

export type Hook = v.InferOutput<typeof hook>;

/** @throws GitLabError */
export async function listHooks(gitlab: Transport, project: number): Promise<Hook[]> {
  const path = `/projects/${project}/hooks`;
  return parseAnswer(v.array(hook), await allPages<unknown>(gitlab, path), { method: 'GET', path });
}

export interface HookSettings {
  url: string;
  /** Values of the masked parts of the URL, `{key}` in it. GitLab never gives them back. */
  urlVariables: { key: string; value: string }[];
  name: string;
  description: string;
}

/** Only merge request events: push events are on by default, and off here. */
function hookBody(settings: HookSettings): Record<string, unknown> {
  return {
    url: settings.url,
    name: settings.name,
    description: settings.description,
    merge_requests_events: true,
    push_events: false,
    enable_ssl_verification: true,
    ...(settings.urlVariables.length > 0 && { url_variables: settings.urlVariables }),
  };
}

/** GitLab does not stop a second hook of the same URL: list first. @throws GitLabError */
export function createHook(gitlab: Requester, project: number, settings: HookSettings): Promise<Hook> {
  return readAnswer(
    gitlab,
    { method: 'POST', path: `/projects/${project}/hooks`, body: hookBody(settings) },
    hook,
  );
}

/** @throws GitLabError */
export function changeHook(
  gitlab: Requester,
  project: number,
  id: number,
  settings: HookSettings,
): Promise<Hook> {
  return readAnswer(
    gitlab,
    { method: 'PUT', path: `/projects/${project}/hooks/${id}`, body: hookBody(settings) },
    hook,
  );
}

/** @throws GitLabError */
export async function deleteHook(gitlab: Requester, project: number, id: number): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/projects/${project}/hooks/${id}` });
}
