// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCAN_IDS } from '../../../utils/gate/scans.ts';
import { childPipeline, emptyChild, IMAGE } from '../../../utils/gate-program/child-pipeline.ts';
import { readManual, readPayload } from '../../../utils/gate-program/payload.ts';

const asset = (name: string) =>
  readFileSync(new URL(`../../../assets/gate-project/${name}`, import.meta.url), 'utf8');

describe('the pipeline of the gate project', () => {
  const parent = parse(asset('gitlab-ci.yml'));

  it('starts for hooks and people, never for a push', () => {
    expect(parent.workflow.rules.map((rule: { if: string }) => rule.if)).toEqual([
      '$CI_PIPELINE_SOURCE == "trigger"',
      '$CI_PIPELINE_SOURCE == "web"',
      '$CI_PIPELINE_SOURCE == "schedule"',
    ]);
  });

  it('hands the prepared files and its own id to the child pipeline', () => {
    expect(parent.prepare.script.at(-1)).toBe('node mr-gate.mjs prepare');
    expect(parent.prepare.artifacts.paths).toEqual(['.mr-gate/']);
    expect(parent['merge-request']).toMatchObject({
      needs: ['prepare'],
      variables: { PARENT_PIPELINE_ID: '$CI_PIPELINE_ID' },
      trigger: { strategy: 'depend', include: [{ artifact: '.mr-gate/child.yml', job: 'prepare' }] },
    });
  });

  it('runs one pinned image everywhere', () => {
    expect(parent.default.image).toBe(IMAGE);
  });

  it('tells people a policy that really can be read', async () => {
    const { readPolicy } = await import('../../../utils/gate/read-policy.ts');
    const [, example] = asset('README.md').match(/```yaml\n([\s\S]*?)```/) ?? [];
    expect(readPolicy(example ?? '')).toMatchObject({ ok: true });
  });
});

describe('the child pipeline', () => {
  const prepared = { pipeline: '$PARENT_PIPELINE_ID', job: 'prepare' };

  it('holds the scans asked for and the gate, which runs whatever became of them', () => {
    const child = parse(childPipeline(['secret_detection']));
    expect(child.secret_detection).toMatchObject({
      stage: 'scan',
      needs: [prepared],
      script: ['node mr-gate.mjs scan secret_detection'],
      artifacts: {
        when: 'always',
        paths: ['.mr-gate/reports/secret_detection/'],
        reports: {
          secret_detection: '.mr-gate/reports/secret_detection/head/gl-secret-detection-report.json',
        },
      },
    });
    expect(child.gate).toMatchObject({
      stage: 'gate',
      when: 'always',
      needs: [prepared, { job: 'secret_detection', optional: true, artifacts: true }],
      script: [expect.stringMatching(/NODE_EXTRA_CA_CERTS/), 'node mr-gate.mjs gate'],
    });
  });

  it('holds no job for a scan that can not run yet; the gate says so', () => {
    const child = parse(childPipeline(SCAN_IDS));
    expect(Object.keys(child)).toEqual(['stages', 'secret_detection', 'gate']);
  });

  it('always has a job, since GitLab takes no pipeline without one', () => {
    expect(Object.keys(parse(emptyChild()))).toEqual(['stages', 'nothing_to_do']);
  });
});

describe('the event', () => {
  const event = (attributes: object, more: object = {}) =>
    readPayload(
      JSON.stringify({ object_kind: 'merge_request', object_attributes: { iid: 3, ...attributes }, ...more }),
    );

  it('gives two ids and nothing else', () => {
    expect(event({ target_project_id: 7, action: 'open', title: 'x' })).toEqual({
      kind: 'merge_request',
      project: 7,
      mergeRequest: 3,
    });
    expect(event({}, { project: { id: 8 } })).toMatchObject({ project: 8 });
  });

  it.each([
    [{ target_project_id: '7' }],
    [{ target_project_id: -1 }],
    [{ target_project_id: 7, iid: 1.5 }],
    [{}],
  ])('takes nothing else for an id: %j', (attributes) => {
    expect(event(attributes).kind).toBe('nothing');
  });

  it('takes a test for one only with a plain nonce', () => {
    expect(readPayload('{"mr_gate_test":"a-1"}')).toEqual({ kind: 'test', nonce: 'a-1' });
    expect(readPayload('{"mr_gate_test":"a\\n1"}').kind).toBe('nothing');
    expect(readPayload('[]').kind).toBe('nothing');
    expect(readPayload('null').kind).toBe('nothing');
    expect(readPayload(`"${'x'.repeat(5_000_001)}"`).kind).toBe('nothing');
  });

  it('looks at whatever it does not know to be harmless', () => {
    const changed = (...keys: string[]) =>
      event(
        { target_project_id: 7, action: 'update' },
        { changes: Object.fromEntries(keys.map((key) => [key, {}])) },
      ).kind;
    expect(changed('labels', 'updated_at')).toBe('nothing');
    expect(changed('labels', 'title')).toBe('merge_request');
    expect(changed('target_branch')).toBe('merge_request');
    expect(changed()).toBe('merge_request');
  });

  it('can be started by hand', () => {
    expect(readManual('7', '3')).toEqual({ kind: 'merge_request', project: 7, mergeRequest: 3 });
    expect(readManual(undefined, '3').kind).toBe('nothing');
    expect(readManual('x', '3').kind).toBe('nothing');
  });
});
