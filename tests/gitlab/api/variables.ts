import { json, noContent } from '../server/answer.ts';
import { apiError, grapeError, HttpError, invalid, notFound } from '../server/errors.ts';
import { since } from '../server/since.ts';
import type { Variable } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';

type Source = Variable['source'];
const TYPES = ['env_var', 'file'] as const;

/** CI/CD variables of projects (Maintainer) and groups (Owner). */
export function addVariableRoutes(router: ApiRouter): void {
  for (const type of ['project', 'group'] as const) {
    const base = `/${type}s/:id/variables`;
    const missing = type === 'project' ? 'Variable' : 'GroupVariable';

    router.add('GET', base, (call) => {
      const source = sourceOf(call, type);
      return call.page(variablesOf(call, source), (variable) => entity(call, variable));
    });

    router.add('GET', `${base}/:key`, (call) =>
      json(entity(call, find(call, sourceOf(call, type), missing))),
    );

    router.add('POST', base, (call) => {
      const source = sourceOf(call, type);
      call.params.require('key', 'value');
      return json(entity(call, create(call, source)), 201);
    });

    router.add('PUT', `${base}/:key`, (call) => {
      const variable = find(call, sourceOf(call, type), missing);
      update(call, variable);
      return json(entity(call, variable));
    });

    router.add('DELETE', `${base}/:key`, (call) => {
      const variable = find(call, sourceOf(call, type), missing);
      call.world.variables.splice(call.world.variables.indexOf(variable), 1);
      return noContent();
    });
  }
}

function sourceOf(call: ApiCall, type: Source['type']): Source {
  const target = type === 'project' ? call.project() : call.group();
  call.authorize(target, type === 'project' ? 'maintainer' : 'owner');
  return { type, id: target.id };
}

function variablesOf(call: ApiCall, source: Source): Variable[] {
  return call.world.variables.filter(
    (variable) => variable.source.type === source.type && variable.source.id === source.id,
  );
}

/** `filter[environment_scope]` is needed where the key exists for several scopes. */
function find(call: ApiCall, source: Source, name: string): Variable {
  const scope = call.params.record('filter')?.environment_scope;
  const found = variablesOf(call, source).filter(
    (variable) =>
      variable.key === call.params.string('key') &&
      (scope === undefined || variable.environmentScope === scope),
  );
  if (found.length > 1)
    throw new HttpError(409, {
      message:
        "There are multiple variables with provided parameters. Please use 'filter[environment_scope]'",
    });
  if (found[0] === undefined) throw notFound(name);
  return found[0];
}

/** A hidden variable's value is never given back, not even right after it was made. */
function entity({ world }: ApiCall, variable: Variable) {
  return {
    variable_type: variable.variableType,
    key: variable.key,
    value: variable.hidden ? null : variable.value,
    ...(since(world, '17.4') && { hidden: variable.hidden }),
    protected: variable.protected,
    masked: variable.masked,
    raw: variable.raw,
    environment_scope: variable.environmentScope,
    ...(since(world, '16.2') && { description: variable.description }),
  };
}

/** A parameter that this version does not know yet is ignored without a word. */
function descriptionOf({ params, world }: ApiCall): string | undefined {
  return since(world, '16.2') ? params.string('description') : undefined;
}

function create(call: ApiCall, source: Source): Variable {
  const { params } = call;
  const hidden = (since(call.world, '17.4') && params.boolean('masked_and_hidden')) || false;
  const variable: Variable = {
    source,
    key: params.requiredString('key'),
    value: params.string('value') ?? '',
    variableType: params.oneOf('variable_type', TYPES) ?? 'env_var',
    protected: params.boolean('protected') ?? false,
    masked: hidden || (params.boolean('masked') ?? false),
    hidden,
    raw: params.boolean('raw') ?? false,
    environmentScope: params.string('environment_scope') ?? '*',
    description: descriptionOf(call) ?? null,
  };
  validate(variable);
  const taken = variablesOf(call, source).some(
    (other) => other.key === variable.key && other.environmentScope === variable.environmentScope,
  );
  if (taken) throw invalid({ key: [`(${variable.key}) has already been taken`] });
  call.world.variables.push(variable);
  return variable;
}

function update(call: ApiCall, variable: Variable): void {
  const { params } = call;
  if (since(call.world, '17.4') && params.has('masked_and_hidden'))
    throw grapeError(400, 'masked_and_hidden is invalid');
  const next: Variable = {
    ...variable,
    value: params.string('value') ?? variable.value,
    variableType: params.oneOf('variable_type', TYPES) ?? variable.variableType,
    protected: params.boolean('protected') ?? variable.protected,
    masked: params.boolean('masked') ?? variable.masked,
    raw: params.boolean('raw') ?? variable.raw,
    environmentScope: params.string('environment_scope') ?? variable.environmentScope,
    description: descriptionOf(call) ?? variable.description,
  };
  if (variable.hidden && !next.masked)
    throw apiError(400, {
      base: ['The visibility setting cannot be changed for masked and hidden variables.'],
    });
  validate(next);
  Object.assign(variable, next);
}

/** app/models/concerns/ci/maskable.rb */
const MASKABLE = /^[a-zA-Z0-9_+=/@:.~-]{8,}$/;
const MASKABLE_RAW = /^\S{8,}$/;

function validate(variable: Variable): void {
  const messages: Record<string, string[]> = {};
  if (variable.key === '') messages.key = ["can't be blank", "can contain only letters, digits and '_'."];
  else if (!/^[a-zA-Z0-9_]+$/.test(variable.key))
    messages.key = ["can contain only letters, digits and '_'."];
  else if (variable.key.length > 255) messages.key = ['is too long (maximum is 255 characters)'];
  if (variable.masked && !(variable.raw ? MASKABLE_RAW : MASKABLE).test(variable.value))
    messages.value = ['is invalid'];
  if (Object.keys(messages).length > 0) throw invalid(messages);
}
