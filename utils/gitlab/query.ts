/**
 * What a query may hold. Arrays become `key[]=a&key[]=b` and objects `key[sub]=a`, as Rails reads them;
 * `undefined` is left out.
 */
export type QueryValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly QueryValue[]
  | { readonly [key: string]: QueryValue };
export type Query = Readonly<Record<string, QueryValue>>;

/** The query as text, without the question mark. */
export function formatQuery(query: Query): string {
  const params = new URLSearchParams();
  const add = (key: string, value: QueryValue): void => {
    if (value === undefined) return;
    if (value === null) params.append(key, '');
    else if (Array.isArray(value)) for (const item of value) add(`${key}[]`, item);
    else if (typeof value === 'object')
      for (const [sub, item] of Object.entries(value)) add(`${key}[${sub}]`, item);
    else params.append(key, String(value));
  };
  for (const [key, value] of Object.entries(query)) add(key, value);
  return params.toString();
}

const SECRET_PARAMS = /^(?:token|private_token|access_token|job_token|trigger_token|.*secret.*|password)$/i;

/** A path and query fit for a log: the values of parameters that hold secrets are masked. */
export function maskQuery(pathAndQuery: string): string {
  const at = pathAndQuery.indexOf('?');
  if (at < 0) return pathAndQuery;
  const params = new URLSearchParams(pathAndQuery.slice(at + 1));
  for (const key of [...params.keys()]) if (SECRET_PARAMS.test(key)) params.set(key, '***');
  return `${pathAndQuery.slice(0, at)}?${params}`;
}
