import { json, noContent } from '../server/answer.ts';
import { apiError, grapeError, notFound } from '../server/errors.ts';
import { since } from '../server/since.ts';
import { mergeRequestPayload, pushPayload } from '../server/webhook-payload.ts';
import { deliver, isExecutable, targetUrl } from '../server/webhooks.ts';
import type { Hook, Project } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { hookEntity } from './entities/hook.ts';

/** gitlab.com's limit of hooks a project. */
const MAX_HOOKS = 100;
const KEY = /^[A-Za-z]+[0-9]*(?:[._-][A-Za-z0-9]+)*$/;

export function addHookRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/hooks', (call) => {
    const project = adminProject(call);
    const hooks = call.world.hooks.filter((hook) => hook.projectId === project.id);
    for (const hook of hooks) isExecutable(hook);
    return call.page(hooks, (hook) => hookEntity(call.world, hook));
  });

  router.add('GET', '/projects/:id/hooks/:hook_id', (call) => {
    const hook = findHook(call, adminProject(call));
    isExecutable(hook);
    return json(hookEntity(call.world, hook));
  });

  router.add('POST', '/projects/:id/hooks', (call) => {
    const project = adminProject(call);
    call.params.require('url');
    const count = call.world.hooks.filter((hook) => hook.projectId === project.id).length;
    if (count >= MAX_HOOKS)
      throw apiError(400, { base: [`Maximum number of project hooks (${MAX_HOOKS}) exceeded`] });
    const hook: Hook = {
      id: 0,
      projectId: project.id,
      url: '',
      name: '',
      description: '',
      mergeRequestsEvents: false,
      // Not false: a hook made without saying so hears of every push.
      pushEvents: true,
      enableSslVerification: true,
      token: null,
      urlVariables: [],
      alertStatus: 'executable',
      disabledUntil: null,
      failures: 0,
      createdAt: now(),
      events: [],
    };
    assignHook(call, hook);
    hook.id = call.context.newId('hook');
    call.world.hooks.push(hook);
    return json(hookEntity(call.world, hook), 201);
  });

  router.add('PUT', '/projects/:id/hooks/:hook_id', (call) => {
    const hook = findHook(call, adminProject(call));
    assignHook(call, hook);
    return json(hookEntity(call.world, hook));
  });

  router.add('DELETE', '/projects/:id/hooks/:hook_id', (call) => {
    const hook = findHook(call, adminProject(call));
    call.world.hooks.splice(call.world.hooks.indexOf(hook), 1);
    return noContent();
  });

  router.add('GET', '/projects/:id/hooks/:hook_id/events', (call) => {
    const hook = findHook(call, adminProject(call));
    const events = hook.events.map((event, index) => ({ ...event, id: hook.events.length - index }));
    return call.page(events, (event) => ({
      id: event.id,
      url: hook.url,
      trigger: 'merge_request_hooks',
      request_headers: {},
      request_data: {},
      response_headers: {},
      response_body: event.error ?? '',
      execution_duration: 0,
      response_status: event.status === null ? 'internal error' : String(event.status),
    }));
  });

  router.add('PUT', '/projects/:id/hooks/:hook_id/url_variables/:key', (call) => {
    const hook = findHook(call, adminProject(call));
    const key = call.params.requiredString('key');
    hook.urlVariables = [
      ...hook.urlVariables.filter((variable) => variable.key !== key),
      { key, value: call.params.requiredString('value') },
    ];
    return noContent();
  });

  router.add('DELETE', '/projects/:id/hooks/:hook_id/url_variables/:key', (call) => {
    const hook = findHook(call, adminProject(call));
    const key = call.params.requiredString('key');
    const rest = hook.urlVariables.filter((variable) => variable.key !== key);
    if (rest.length === hook.urlVariables.length) throw notFound('URL variable');
    // The URL would keep a placeholder that nothing fills.
    if (hook.url.includes(`{${key}}`)) throw grapeError(422, 'Illegal key or value');
    hook.urlVariables = rest;
    return noContent();
  });

  router.add('POST', '/projects/:id/hooks/:hook_id/test/:trigger', testHook);
}

function adminProject(call: ApiCall): Project {
  const project = call.project();
  call.authorize(project, 'maintainer');
  return project;
}

function findHook(call: ApiCall, project: Project): Hook {
  const id = call.params.requiredInteger('hook_id');
  const hook = call.world.hooks.find(
    (candidate) => candidate.projectId === project.id && candidate.id === id,
  );
  if (hook === undefined) throw notFound();
  return hook;
}

function assignHook(call: ApiCall, hook: Hook): void {
  const { params } = call;
  const given = since(call.world, '15.2') ? params.records('url_variables') : undefined;
  const variables = given?.map((variable) => {
    if (typeof variable.key !== 'string') throw grapeError(400, 'url_variables[0][key] is missing');
    if (typeof variable.value !== 'string') throw grapeError(400, 'url_variables[0][value] is missing');
    if (!KEY.test(variable.key)) throw grapeError(422, 'Illegal key or value');
    return { key: variable.key, value: variable.value };
  });
  const known = [
    ...hook.urlVariables.filter(({ key }) => variables?.every((variable) => variable.key !== key) ?? true),
    ...(variables ?? []),
  ];
  const url = params.string('url') ?? hook.url;
  if (!isAcceptable(call, url, known)) throw grapeError(422, 'Invalid url given');
  hook.url = url;
  hook.urlVariables = known;
  hook.name = params.string('name') ?? hook.name;
  hook.description = params.string('description') ?? hook.description;
  hook.pushEvents = params.boolean('push_events') ?? hook.pushEvents;
  hook.mergeRequestsEvents = params.boolean('merge_requests_events') ?? hook.mergeRequestsEvents;
  hook.enableSslVerification = params.boolean('enable_ssl_verification') ?? hook.enableSslVerification;
  hook.token = params.string('token') ?? hook.token;
}

/**
 * http or https, every `{placeholder}` filled, and not into the local network: a self-managed GitLab refuses
 * those by default, save its own host and port (lib/gitlab/http_v2/url_blocker.rb).
 */
function isAcceptable(
  call: ApiCall,
  template: string,
  urlVariables: { key: string; value: string }[],
): boolean {
  const filled = targetUrl({ url: template, urlVariables });
  // One that knows no variables takes a placeholder for a part of the address.
  if (since(call.world, '15.2') && /\{[^}]*\}/.test(filled)) return false;
  if (!URL.canParse(filled)) return false;
  const url = new URL(filled);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  return url.host === new URL(call.context.baseUrl).host || !isLocal(url.hostname);
}

function isLocal(hostname: string): boolean {
  return (
    /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[)/.test(hostname) ||
    hostname.endsWith('.localhost')
  );
}

async function testHook(call: ApiCall) {
  const project = adminProject(call);
  const hook = findHook(call, project);
  const user = call.requireUser();
  const trigger = call.params.oneOf('trigger', ['push_events', 'merge_requests_events']);
  if (trigger === 'push_events') {
    const head =
      project.defaultBranch === null
        ? null
        : await call.context.store.resolve(project.id, project.defaultBranch);
    if (head === null) throw apiError(422, 'Ensure the project has at least one commit.');
    const change = { ref: `refs/heads/${project.defaultBranch}`, before: head, after: head };
    return tested(
      await deliver(
        call.context,
        hook,
        'push_hooks',
        JSON.stringify(await pushPayload(call.context, project, user, change)),
      ),
    );
  }
  const mr = call.world.mergeRequests.find((candidate) => candidate.projectId === project.id);
  if (mr === undefined) throw apiError(422, 'Ensure the project has merge requests.');
  const payload = await mergeRequestPayload(call.context, mr, user, { action: 'open' });
  return tested(await deliver(call.context, hook, 'merge_request_hooks', JSON.stringify(payload)));
}

function tested(status: number | null) {
  if (status !== null && status < 400) return json({ message: '201 Created' }, 201);
  throw apiError(422, status === null ? 'execution failed' : `${status}`);
}
