import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Enrolment,
  emptyEnrolment,
  readEnrolment,
  writeEnrolment,
} from '../../../utils/gate/enrolment.ts';

const enrolments = (): fc.Arbitrary<Enrolment> =>
  fc.record({
    version: fc.constant(1 as const),
    gateUser: fc.option(fc.record({ id: fc.integer({ min: 1 }), username: fc.string() })),
    projects: fc.dictionary(
      fc.integer({ min: 1 }).map(String),
      fc.record({
        path: fc.string({ unit: 'binary' }),
        hook: fc.option(fc.integer({ min: 1 })),
        before: fc.record({
          only_allow_merge_if_pipeline_succeeds: fc.boolean(),
          allow_merge_on_skipped_pipeline: fc.boolean(),
        }),
        since: fc.constant('2026-01-01T00:00:00Z'),
        by: fc.string(),
      }),
      { noNullPrototype: true },
    ),
  });

describe('enrolled.json', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(enrolments(), (enrolment) => {
        expect(readEnrolment(writeEnrolment(enrolment))).toEqual({ ok: true, enrolment });
      }),
    );
  });

  it('has the same bytes in whatever order it was made', () => {
    fc.assert(
      fc.property(enrolments(), (enrolment) => {
        const turned = Object.fromEntries(Object.entries(enrolment.projects).reverse());
        expect(writeEnrolment({ ...enrolment, projects: turned })).toBe(writeEnrolment(enrolment));
      }),
    );
  });

  it('starts empty', () => {
    expect(writeEnrolment(emptyEnrolment())).toBe(
      '{\n  "version": 1,\n  "gateUser": null,\n  "projects": {}\n}\n',
    );
  });

  it('takes no file of more than 20 million characters, and one of just as many', () => {
    const text = writeEnrolment(emptyEnrolment());
    expect(readEnrolment(text.padEnd(20_000_000)).ok).toBe(true);
    expect(readEnrolment(text.padEnd(20_000_001))).toEqual({
      ok: false,
      message: 'enrolled.json is too large.',
      said: { id: 'gate.enrolled.large', with: { file: 'enrolled.json' } },
    });
  });

  it.each([
    ['', /not valid JSON/],
    ['[]', /enrolled\.json/],
    ['{"version":2,"gateUser":null,"projects":{}}', /version/],
    ['{"version":1,"gateUser":null,"projects":{"acme/shop":{}}}', /projects/],
    ['{"version":1,"gateUser":null,"projects":{"7":{"path":"a"}}}', /projects\.7/],
    ['{"version":1,"gateUser":null,"projects":{},"more":1}', /more/],
  ])('tells what is wrong with %s', (text, message) => {
    const reading = readEnrolment(text);
    expect(reading.ok ? '' : reading.message).toMatch(message);
  });
});
