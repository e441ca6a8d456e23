import { isMap, strings, type Yaml } from './ci-yaml.ts';

export interface Instance {
  name: string;
  variables: Record<string, string>;
}

/** The jobs that `parallel:` makes of one: `test 1/3`, or `test: [linux, 24]` for a matrix. */
export function instances(name: string, job: Yaml): Instance[] {
  const parallel = job.parallel;
  if (typeof parallel === 'number') {
    return Array.from({ length: parallel }, (_, index) => ({
      name: `${name} ${index + 1}/${parallel}`,
      variables: { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(parallel) },
    }));
  }
  if (isMap(parallel) && Array.isArray(parallel.matrix)) {
    return parallel.matrix.filter(isMap).flatMap((axes) =>
      combine(axes).map((variables) => ({
        name: `${name}: [${Object.values(variables).join(', ')}]`,
        variables,
      })),
    );
  }
  return [{ name, variables: { CI_NODE_TOTAL: '1' } }];
}

function combine(axes: Yaml): Record<string, string>[] {
  return Object.entries(axes).reduce<Record<string, string>[]>(
    (rows, [key, values]) =>
      rows.flatMap((row) => strings(values).map((value) => ({ ...row, [key]: value }))),
    [{}],
  );
}
