// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { SCAN_IDS, SCANS, type ScanId } from '../../../utils/gate/scans.ts';
import { childPipeline, emptyChild } from '../../../utils/gate-program/child-pipeline.ts';
import { foreignVariables, readPayload, readSwept } from '../../../utils/gate-program/payload.ts';
import { IMAGE } from '../../../utils/gate-program/scanner-settings.ts';
import { sweepChild } from '../../../utils/gate-program/sweep-child.ts';
import { createCiLocal } from '../../gitlab/runner/ci-local.ts';

const asset = (name: string) =>
  readFileSync(new URL(`../../../assets/gate-project/${name}`, import.meta.url), 'utf8');

describe('the pipeline of the gate project', () => {
  const parent = parse(asset('gitlab-ci.yml'));

  it('starts for hooks and people, never for a push', () => {
    const [refusal, ...rules] = parent.workflow.rules;
    expect(refusal).toEqual({ if: '$TRIGGER_PAYLOAD =~ /"variables":\\{"/', when: 'never' });
    expect(rules.map((rule: { if: string }) => rule.if)).toEqual([
      '$CI_PIPELINE_SOURCE == "trigger"',
      '$CI_PIPELINE_SOURCE == "web"',
      '$CI_PIPELINE_SOURCE == "api"',
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
    expect(parent.default.image).toBe('$MR_GATE_IMAGE');
    expect(parent.variables.MR_GATE_IMAGE).toBe(IMAGE);
  });

  it('tells administrators every variable that it goes by', () => {
    const told = asset('README.md');
    const settings = readFileSync(
      new URL('../../../utils/gate-program/scanner-settings.ts', import.meta.url),
      'utf8',
    );
    const named = [
      ...SCANS.flatMap(({ imageVariable, mirrorVariables }) => [imageVariable ?? [], mirrorVariables].flat()),
      ...settings.matchAll(/\bMR_GATE_[A-Z_]+/g).map(([name]) => name),
    ];
    expect(named.length).toBeGreaterThan(8);
    for (const name of named) expect(told).toContain(`\`${name}\``);
    for (const id of SCAN_IDS) expect(told).toContain(`| \`${id}\` |`);
  });

  it('tells people a policy that really can be read', async () => {
    const { readPolicy } = await import('../../../utils/gate/read-policy.ts');
    const [, example] = asset('README.md').match(/```yaml\n([\s\S]*?)```/) ?? [];
    expect(readPolicy(example ?? '')).toMatchObject({ ok: true });
  });
});

describe('the child pipeline', () => {
  const prepared = { pipeline: '$PARENT_PIPELINE_ID', job: 'prepare' };
  const base = 'b'.repeat(40);
  const build = (scans: readonly ScanId[], env: Record<string, string> = {}) =>
    parse(childPipeline({ scans, project: 7, base, env }));

  it('holds the scans asked for and the gate, which runs whatever became of them', () => {
    const child = build(['secret_detection']);
    expect(child.secret_detection).toMatchObject({
      stage: 'scan',
      image: IMAGE,
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

  it('tries again what is nobody’s fault, as the gate project does', () => {
    expect(build(['sast']).default.retry).toEqual(parse(asset('gitlab-ci.yml')).default.retry);
  });

  it('gives the token to the jobs of the gate program that need it, and to no scanner', () => {
    const child = build(SCAN_IDS);
    const environment = { name: 'mr-gate', action: 'access' };
    expect(parse(asset('gitlab-ci.yml')).prepare.environment).toEqual(environment);
    expect(child.gate.environment).toEqual(environment);
    for (const id of SCAN_IDS) expect(child[id].environment).toBeUndefined();
  });

  it('runs each scanner in its own image, which an administrator can replace', () => {
    expect(build(['sast']).sast.image).toEqual({
      name: expect.stringMatching(/^registry\.gitlab\.com\/.+:\d+\.\d+\.\d+$/),
      entrypoint: [''],
    });
    const mirrored = build(['iac', 'sast'], {
      MR_GATE_IMAGE: 'registry.example.com/node:24',
      MR_GATE_IMAGE_PREFIX: 'registry.example.com:5000/mirror/',
      MR_GATE_IMAGE_SAST: 'registry.example.com/semgrep@sha256:abc',
    });
    expect(mirrored.iac.image.name).toMatch(/^registry\.example\.com:5000\/mirror\/aquasecurity\/trivy:/);
    expect(mirrored.sast.image.name).toBe('registry.example.com/semgrep@sha256:abc');
    expect(mirrored.gate.image).toBe('registry.example.com/node:24');
    expect(() => build(['sast'], { MR_GATE_IMAGE_SAST: 'a b' })).toThrow('MR_GATE_IMAGE_SAST');
  });

  it('keeps reports of the base where they hold for ever, by commit, scanner and project', () => {
    const child = build(SCAN_IDS);
    expect(child.sast.cache).toEqual({
      key: expect.stringMatching(new RegExp(`-7-sast-${base}-registry.gitlab.com-`)),
      paths: ['.mr-gate/reports/sast/base/'],
      policy: 'pull-push',
    });
    expect(child.sast.cache.key).not.toMatch(/[/:]/);
    expect(SCAN_IDS.filter((id) => child[id].cache)).toEqual(['secret_detection', 'sast', 'iac']);
    expect(
      parse(childPipeline({ scans: ['sast'], project: 7, base: '', env: {} })).sast.cache,
    ).toBeUndefined();
  });

  it('files what the scanners found with GitLab too', () => {
    const reports = (job: { artifacts: { reports?: object } }) => job.artifacts.reports;
    const child = build(SCAN_IDS);
    expect(reports(build(['secret_detection']).gate)).toBeUndefined();
    expect(reports(child.sast)).toEqual({ sast: '.mr-gate/reports/sast/head/gl-sast-report.json' });
    expect(reports(child.gate)).toEqual({
      sast: '.mr-gate/reports/iac/head/gl-iac-report.json',
      dependency_scanning: '.mr-gate/reports/dependency_scanning/head/gl-dependency-scanning-report.json',
      container_scanning: '.mr-gate/reports/container_scanning/head/gl-container-scanning-report.json',
    });
  });

  /** The jobs of one choice of scans, their names made unlike those of every other choice. */
  function jobsOf(choice: number): Record<string, unknown> {
    const {
      stages: _,
      default: _defaults,
      ...child
    } = build(SCAN_IDS.filter((_id, bit) => choice & (1 << bit)));
    return Object.fromEntries(
      (Object.entries(child) as [string, { needs: { job: string }[] }][]).map(([name, job]) => [
        `${choice}-${name}`,
        {
          ...job,
          needs: job.needs.map((need) =>
            'pipeline' in need ? need : { ...need, job: `${choice}-${need.job}` },
          ),
        },
      ]),
    );
  }

  it("keeps to GitLab's schema with every choice of scans", { timeout: 60_000 }, async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'mr-gate-schema-'));
    try {
      const ciLocal = createCiLocal(scratch);
      // gitlab-ci-local carries GitLab's JSON schema. Many choices in one file, since each run of it costs half a second.
      const choices = Array.from({ length: 2 ** SCAN_IDS.length }, (_, choice) => choice);
      for (let first = 0; first < choices.length; first += 16) {
        const jobs = Object.assign({}, ...choices.slice(first, first + 16).map(jobsOf));
        const file = stringify({ stages: ['scan', 'gate'], default: build([]).default, ...jobs });
        const expanded = await ciLocal.expand(file, async () => {});
        expect(Object.keys(expanded)).toEqual(expect.arrayContaining(Object.keys(jobs)));
      }
      await expect(ciLocal.expand(asset('gitlab-ci.yml'), async () => {})).resolves.toHaveProperty('prepare');
      await expect(ciLocal.expand(emptyChild(), async () => {})).resolves.toHaveProperty('nothing_to_do');
      const sweep = sweepChild([{ project: 7, mergeRequest: 3, why: 'its event was missed' }]);
      await expect(ciLocal.expand(sweep, async () => {})).resolves.toHaveProperty('stages');
      // It does refuse what GitLab would.
      await expect(
        ciLocal.expand('a: {script: [x], interruptible: maybe}', async () => {}),
      ).rejects.toThrow();
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
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

  it('knows of every variable that the trigger was given', () => {
    expect(foreignVariables('{"ref":"main","variables":{}}')).toEqual([]);
    expect(foreignVariables('{"ref":"main","variables":{"A":"1","B":""}}')).toEqual(['A', 'B']);
    expect(foreignVariables('{"variables":[]}')).toEqual([]);
    expect(foreignVariables('no JSON')).toEqual([]);
  });

  it('can be a merge request that a sweep names', () => {
    expect(readSwept('7', '3')).toEqual({ kind: 'merge_request', project: 7, mergeRequest: 3 });
    expect(readSwept(undefined, '3').kind).toBe('nothing');
    expect(readSwept('x', '3').kind).toBe('nothing');
  });
});
