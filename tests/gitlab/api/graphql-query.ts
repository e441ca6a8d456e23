/** One field of a query, with what is asked of it. */
export interface Field {
  /** Its alias, or its name. */
  as: string;
  name: string;
  args: Record<string, unknown>;
  fields: Field[];
}

export interface Query {
  operation: 'query' | 'mutation' | 'subscription';
  fields: Field[];
}

/** A query that the grammar does not know. */
export class QueryError extends Error {}

const TOKEN = /\s*,?\s*(?:([A-Za-z_]\w*)|(-?\d+)|("(?:[^"\\]|\\.)*")|([{}()[\]:$!=]))\s*,?/y;

/** Fields, aliases, arguments and variables: GraphQL without fragments, directives and inline types. */
export function parseQuery(text: string, variables: Record<string, unknown>): Query {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new QueryError(`Unexpected character at ${at}`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  let at = 0;
  const next = () => tokens[at++] ?? '';
  const expect = (wanted: string) => {
    const got = next();
    if (got !== wanted) throw new QueryError(`Expected "${wanted}", got "${got}"`);
  };

  const value = (): unknown => {
    const token = next();
    if (token === '$') return variables[next()];
    if (token === '[') {
      const list: unknown[] = [];
      while (tokens[at] !== ']') {
        if (at >= tokens.length) throw new QueryError('Unexpected end');
        list.push(value());
      }
      at++;
      return list;
    }
    if (token.startsWith('"')) return JSON.parse(token);
    if (/^-?\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    return token === 'null' ? null : token;
  };

  const selection = (): Field[] => {
    expect('{');
    const fields: Field[] = [];
    while (tokens[at] !== '}') {
      const first = next();
      if (!/^[A-Za-z_]/.test(first)) throw new QueryError(`Unexpected "${first}"`);
      const aliased = tokens[at] === ':';
      if (aliased) at++;
      const field: Field = { as: first, name: aliased ? next() : first, args: {}, fields: [] };
      if (tokens[at] === '(') {
        at++;
        while (tokens[at] !== ')') {
          if (at >= tokens.length) throw new QueryError('Unexpected end');
          const name = next();
          expect(':');
          field.args[name] = value();
        }
        at++;
      }
      if (tokens[at] === '{') field.fields = selection();
      fields.push(field);
    }
    at++;
    return fields;
  };

  const operation = /^(query|mutation|subscription)$/.test(tokens[0] ?? '') ? next() : 'query';
  while (at < tokens.length && tokens[at] !== '{') at++;
  const fields = selection();
  if (at < tokens.length) throw new QueryError(`Unexpected "${tokens[at]}"`);
  return { operation: operation as Query['operation'], fields };
}
