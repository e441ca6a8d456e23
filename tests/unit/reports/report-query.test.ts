import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportQuery } from '../../../utils/reports/report-query.ts';
import { type Field, parseQuery } from '../../gitlab/api/graphql-query.ts';
import { complexity, depth, recurring, schemaError } from '../../gitlab/api/graphql-schema.ts';
import { seedWorld } from '../../gitlab/seed.ts';

const many = Array.from({ length: 30 }, (_, at) => `group-${at}/mr-gate`);
const asked = { projectPath: 'acme/shop', iid: 7, baseSha: 'c'.repeat(40), policies: many };
const parsed = (query: string | null): Field[] => parseQuery(query ?? '', {}).fields;

describe('the query for reports', () => {
  it('is within GitLab’s limits for who is not signed in, however many policies there may be', () => {
    const fields = parsed(reportQuery(asked));
    expect(fields).toHaveLength(7);
    expect(complexity(fields)).toBe(176);
    expect(depth(fields)).toBe(10);
    expect(recurring(fields)).toBeNull();
  });

  it.each([
    ['15.3.9', /^Field 'expireAt' doesn't exist on type 'CiJobArtifact'$/],
    ['15.1.0', /^Field 'jobs' doesn't accept argument 'retried'$/],
    ['15.4.0', null],
  ])('is one for GitLab 15.4 and later: %s', (version, refusal) => {
    const said = schemaError({ ...seedWorld('empty'), version }, parsed(reportQuery(asked)));
    if (refusal) expect(said).toMatch(refusal);
    else expect(said).toBeNull();
  });

  it('names what it was given, whatever that holds, in an address that proxies take', () => {
    const path = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), {
      minLength: 2,
      maxLength: 8,
    });
    const paths = path.map((names) => names.join('/'));
    fc.assert(
      fc.property(paths, fc.array(paths, { maxLength: 8 }), fc.string(), (projectPath, policies, baseSha) => {
        const query = reportQuery({ projectPath, iid: 7, baseSha, policies });
        fc.pre(query !== null);
        expect(encodeURIComponent(query ?? '').length).toBeLessThanOrEqual(6_010);
        const [own, ...others] = parsed(query);
        expect(own?.args.fullPath).toBe(projectPath);
        const pipelines = own?.fields.find(({ name }) => name === 'pipelines');
        expect(pipelines?.args.sha).toBe(baseSha || undefined);
        expect(others.map(({ args }) => args.fullPath)).toEqual(policies.slice(0, others.length));
      }),
    );
    expect(reportQuery({ ...asked, projectPath: 'x'.repeat(6_000) })).toBeNull();
  });
});
