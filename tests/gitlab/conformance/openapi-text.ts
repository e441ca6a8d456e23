import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** GitLab's own OpenAPI text (Swagger 2.0), as far as it is read here. */
export interface Schema {
  type?: string;
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
}

interface Parameter {
  in: 'path' | 'query' | 'body' | 'formData';
  name: string;
  schema?: Schema;
}

export interface Operation {
  parameters?: Parameter[];
  responses: Record<string, { schema?: Schema }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  definitions: Record<string, Schema>;
}

/** Where the text lies: named by the environment, else beside the repository. null: nowhere. */
export function openApiFile(): string | null {
  const file =
    process.env.GITLAB_OPENAPI ?? join(import.meta.dirname, '../../../../shared/gitlab/openapi.yaml');
  return existsSync(file) ? file : null;
}

export class OpenApiText {
  readonly #document: Document;
  readonly #operations = new Map<string, Operation>();

  constructor(file: string) {
    this.#document = parse(readFileSync(file, 'utf8')) as Document;
    for (const [path, operations] of Object.entries(this.#document.paths))
      for (const spelled of spellings(path))
        for (const [method, operation] of Object.entries(operations))
          this.#operations.set(`${method.toUpperCase()} ${unnamed(spelled)}`, operation);
  }

  /** The operation of a route of ours, `/projects/:id/hooks`. */
  operation(method: string, pattern: string): Operation | undefined {
    return this.#operations.get(`${method} ${unnamed(`/api/v4${pattern}`)}`);
  }

  resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const found = this.#document.definitions[schema.$ref.replace('#/definitions/', '')];
    if (found === undefined) throw new Error(`The text lacks ${schema.$ref}`);
    return found;
  }

  /** Names that an operation takes in its path, query and body. */
  parameters(operation: Operation): Set<string> {
    const names = new Set<string>();
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in !== 'body') names.add(parameter.name.replace(/\[\]$/, ''));
      else
        for (const name of Object.keys(this.resolve(parameter.schema ?? {}).properties ?? {}))
          names.add(name);
    }
    return names;
  }
}

/** One key of the text stands for both ways to start a pipeline by a trigger. */
function spellings(path: string): string[] {
  const optional = /\(([^)]*)\)/;
  return optional.test(path) ? [path.replace(optional, ''), path.replace(optional, '$1')] : [path];
}

/** GitLab and the embedded one name the parts of a path differently. */
function unnamed(path: string): string {
  return path.replace(/\{[^}]+\}|:[a-z_]+/g, ':').replace(/\*\w+/, '*');
}

/** A key or a type that the text does not have. */
export interface Departure {
  /** The definition that holds the key, without `API_Entities_`; empty: none. */
  definition: string;
  key: string;
  found: string;
  /** Absent: the text does not know the key. */
  wanted?: string;
}

/**
 * Where a value departs from its schema: keys that GitLab does not have, values of another type. null fits anywhere: the
 * text does not say what may be missing.
 */
export function departures(
  text: OpenApiText,
  value: unknown,
  schema: Schema,
  key = '',
  holder = '',
): Departure[] {
  const { type, items, properties } = text.resolve(schema);
  // Bytes are no entity.
  if (value === null || type === 'file') return [];
  // The text leaves out that some entities come as lists.
  if (Array.isArray(value) && (items !== undefined || properties !== undefined))
    return value.flatMap((item) => departures(text, item, items ?? schema, key, holder));
  const found = kind(value);
  if (properties !== undefined) {
    const definition = schema.$ref?.replace(/^.*\/(API_Entities_)?/, '') ?? holder;
    if (found !== 'object') return [{ definition, key, found, wanted: 'object' }];
    return Object.entries(value as object).flatMap(([name, inner]) => {
      const known = properties[name];
      return known === undefined
        ? [{ definition, key: name, found: kind(inner) }]
        : departures(text, inner, known, name, definition);
    });
  }
  const fits = type === undefined || found === type || (type === 'number' && found === 'integer');
  return fits ? [] : [{ definition: holder, key, found, wanted: type ?? '' }];
}

function kind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
