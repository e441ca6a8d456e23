import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestInstance, PROJECT_ID, type TestInstance } from './test-instance.ts';

let gitlab: TestInstance;

// Each test starts many processes; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(async () => {
  gitlab = await createTestInstance();
});

afterEach(() => gitlab.close());

/** The log without colours. */
function logOf(name: string): string {
  return gitlab.job(name).trace.replaceAll(/\p{Cc}\[[\d;]*m/gu, '');
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

describe('whether there is a pipeline', () => {
  it('says why not', async () => {
    const sha = await gitlab.commit({ README: '' });
    expect(await gitlab.start('', { sha })).toEqual({ kind: 'none', reason: 'Missing CI config file' });
    const filtered = 'workflow: {rules: [{if: $CI_PIPELINE_SOURCE == "web"}]}\na: {script: ["true"]}';
    expect(await gitlab.start(filtered)).toEqual({
      kind: 'none',
      reason: 'Pipeline filtered out by workflow rules.',
    });
    const empty = 'a: {script: ["true"], rules: [{if: $CI_COMMIT_BRANCH == "other"}]}';
    expect(await gitlab.start(empty)).toMatchObject({
      kind: 'none',
      reason: /rules configuration prevented/,
    });
    expect(gitlab.world.pipelines).toEqual([]);
  });

  it.each([
    ['a: [', '(<unknown>): '],
    ['stages: [a]', 'jobs config should contain at least one visible job'],
    ['a: {stage: nope, script: [x]}', 'a job: chosen stage nope does not exist'],
    ['a: {script: [x], needs: [b]}', "'a' job needs 'b' job, but 'b' does not exist in the pipeline"],
    ['a: {script: [x], rules: [{if: $A ==}]}', 'rules:rule if invalid expression syntax'],
    ['a: {script: [x], rules: [{if: process.exit()}]}', 'jobs:a:rules:rule if invalid expression syntax'],
    ['a: {stage: test}', 'jobs:a config should implement the script:'],
    ['a: {script: {x: 1}}', 'script'],
    ['include: [{template: Jobs/SAST.gitlab-ci.yml}]', 'is not reachable from this instance'],
  ])('makes a failed pipeline of the broken file %s', async (file, message) => {
    const answer = await gitlab.start(file);
    expect(answer).toMatchObject({ kind: 'invalid', pipeline: { status: 'failed' } });
    expect(answer.kind === 'invalid' && answer.pipeline.yamlErrors).toContain(message);
  });

  it('skips on request, but not where a person or trigger asked', async () => {
    const file = { '.gitlab-ci.yml': 'a: {script: ["true"]}' };
    const sha = await gitlab.commit(file, 'Docs [skip ci]');
    expect(await gitlab.start('', { sha })).toMatchObject({ pipeline: { status: 'skipped' } });
    expect(gitlab.world.jobs).toEqual([]);
    const { pipeline } = await gitlab.run('', { sha, source: 'trigger' });
    expect(pipeline.status).toBe('success');
  });

  it('lets rules see variables of job, project and pipeline by their precedence', async () => {
    gitlab.setVariable({ key: 'B', value: 'project' });
    const { jobs } = await gitlab.run(
      `
variables: {A: file, B: file, C: file}
a: {script: ['true'], variables: {A: job}, rules: [{if: $A == "job" && $CI_COMMIT_TAG == null}]}
b: {script: ['true'], rules: [{if: $B == "project"}]}
c: {script: ['true'], rules: [{if: $C =~ /^pipe/}]}
d: {script: ['true'], rules: [{if: $C == "file"}]}
`,
      { variables: [{ key: 'C', value: 'pipeline', file: false }] },
    );
    expect(Object.keys(jobs)).toEqual(['a', 'b', 'c']);
  });

  it('picks jobs by rules, only and the kind of pipeline', async () => {
    gitlab.world.mergeRequests.push({
      id: 70,
      iid: 7,
      projectId: PROJECT_ID,
      sourceProjectId: PROJECT_ID,
      title: 'T',
      description: '',
      sourceBranch: 'main',
      targetBranch: 'main',
      authorId: 1,
      state: 'opened',
      draft: false,
      sha: '',
      mergeCommitSha: null,
      createdAt: '',
      updatedAt: '',
      labels: [],
    } as (typeof gitlab.world.mergeRequests)[number]);
    const file = `
.base:
  script: ['echo "$NAME $CI_MERGE_REQUEST_IID"']
plain: {extends: .base}
for-requests:
  extends: .base
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
      when: never
    - if: $CI_MERGE_REQUEST_IID
      variables: {NAME: from-rule}
old-style: {extends: .base, only: [merge_requests]}
with-file: {extends: .base, rules: [{exists: ['*.none']}]}
`;
    const push = await gitlab.run(file);
    expect(Object.keys(push.jobs)).toEqual(['plain']);
    const ref = 'refs/merge-requests/7/head';
    const request = {
      ref,
      source: 'merge_request_event' as const,
      mergeRequestId: 70,
      sha: push.pipeline.sha,
    };
    const ofRequest = await gitlab.run('', request);
    expect(Object.keys(ofRequest.jobs)).toEqual(['for-requests', 'old-style']);
    expect(logOf('for-requests')).toContain('from-rule 7');
  });
});

describe('jobs', () => {
  it('run in a clone at the commit, with before_script, after_script and artifacts', async () => {
    await gitlab.commit({ 'data.txt': 'hello' });
    const { pipeline, jobs } = await gitlab.run(`
stages: [one, two]
make:
  stage: one
  before_script: [mkdir -p out/deep]
  script: [cp data.txt out/deep/, 'git rev-parse HEAD > out/sha', 'echo {} > gl.json']
  after_script: ['echo "after $CI_JOB_STATUS"']
  artifacts:
    paths: [out/, missing]
    reports: {sast: gl.json}
    expire_in: 1 week
use:
  stage: two
  script: [cat out/deep/data.txt, 'test "$(cat out/sha)" = "$CI_COMMIT_SHA"', test ! -e gl.json]
`);
    expect(pipeline.status).toBe('success');
    expect(pipeline.finishedAt).not.toBeNull();
    expect(logOf('make')).toContain('after success');
    expect(logOf('make')).toContain('WARNING: missing: no matching files');
    expect(logOf('use')).toContain('$ cat out/deep/data.txt\nhello');
    const { artifactsDir, reports, artifactsExpireAt } = jobs.make!;
    expect(await readFile(join(artifactsDir!, 'out/deep/data.txt'), 'utf8')).toBe('hello');
    expect(existsSync(join(artifactsDir!, 'gl.json'))).toBe(false);
    expect(await readFile(reports.sast!, 'utf8')).toBe('{}\n');
    expect(Date.parse(artifactsExpireAt!) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  });

  it('fail at the first command that fails, and stop the stages after', async () => {
    const { pipeline, jobs } = await gitlab.run(`
stages: [one, two]
bad:
  stage: one
  script: ['false | true', echo never]
  artifacts: {paths: [x], reports: {sast: x}}
  before_script: [echo > x]
later: {stage: two, script: ['true']}
clean-up: {stage: two, script: ['true'], when: on_failure}
always: {stage: two, script: ['true'], when: always}
`);
    expect(pipeline.status).toBe('failed');
    expect(jobs.bad).toMatchObject({ status: 'failed', failureReason: 'script_failure', artifactsDir: null });
    expect(jobs.bad?.reports.sast).toBeDefined();
    expect(logOf('bad')).toContain('ERROR: Job failed: exit status 1');
    expect(logOf('bad')).not.toContain('never\n');
    expect(jobs.later?.status).toBe('skipped');
    expect(jobs['clean-up']?.status).toBe('success');
    expect(jobs.always?.status).toBe('success');
  });

  it('may be allowed to fail, at all or by exit code', async () => {
    const { pipeline, jobs } = await gitlab.run(`
a: {script: [exit 1], allow_failure: true}
b: {script: [exit 3], allow_failure: {exit_codes: [3]}}
`);
    expect([jobs.a?.status, jobs.b?.status, pipeline.status]).toEqual(['failed', 'failed', 'success']);
  });

  it('follow needs before stages, optional ones where they exist', async () => {
    const { pipeline, jobs } = await gitlab.run(`
stages: [one, two]
slow: {stage: one, script: [sleep 1]}
quick: {stage: two, needs: [], script: ['true']}
last: {stage: two, needs: [quick, {job: absent, optional: true}], script: ['true']}
failing: {stage: one, script: ['false'], allow_failure: true}
after-failing: {stage: two, needs: [{job: failing, optional: true}], when: always, script: ['true']}
`);
    expect(pipeline.status).toBe('success');
    expect(jobs.last!.finishedAt! < jobs.slow!.finishedAt!).toBe(true);
    expect(jobs['after-failing']?.status).toBe('success');
  });

  it('wait for a person where they are manual', async () => {
    const { pipeline, jobs } = await gitlab.run(`
stages: [one, two]
gate: {stage: one, when: manual, allow_failure: false, script: ['true']}
after: {stage: two, script: ['true']}
`);
    expect([pipeline.status, jobs.gate?.status, jobs.after?.status]).toEqual(['manual', 'manual', 'created']);
    expect(gitlab.runner.playJob(jobs.gate!.id)).toBe(true);
    await gitlab.runner.idle();
    expect(pipeline.status).toBe('success');
  });

  it('are killed with all they started when their time is over', async () => {
    const { pipeline, jobs } = await gitlab.run(`
long:
  timeout: 1 second
  script: ['(sleep 30; echo late) & sleep 30']
`);
    expect(pipeline.status).toBe('failed');
    expect(jobs.long?.failureReason).toBe('job_execution_timeout');
    expect(logOf('long')).toContain('execution took longer than 1s seconds');
  });

  it('end at once when the pipeline is cancelled', async () => {
    const answer = await gitlab.start(`
stages: [one, two]
long: {stage: one, script: [echo begun, sleep 30]}
later: {stage: two, script: ['true'], when: always}
`);
    await until(() => logOf('long').includes('begun\n'));
    const begun = Date.now();
    await gitlab.runner.cancel(answer.kind === 'created' ? answer.pipeline.id : 0);
    await gitlab.runner.idle();
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(gitlab.job('long').status).toBe('canceled');
    expect(gitlab.job('later').status).toBe('canceled');
    expect(gitlab.world.pipelines[0]?.status).toBe('canceled');
  });

  it('are tried again as often as they say, and for the reasons they name', async () => {
    const { pipeline } = await gitlab.run(`
flaky: {script: ['false'], retry: 2}
other: {script: ['false'], retry: {max: 2, when: runner_system_failure}}
`);
    expect(pipeline.status).toBe('failed');
    const names = gitlab.world.jobs.map(({ name, status }) => `${name} ${status}`).sort();
    expect(names).toEqual(['flaky failed', 'flaky failed', 'flaky failed', 'other failed']);
  });

  it('see as much of the history as their depth, or no source at all', async () => {
    await gitlab.commit({ a: '1' });
    await gitlab.commit({ a: '2' });
    const { pipeline } = await gitlab.run(`
shallow: {script: ['test $(git rev-list --count HEAD) = 1'], variables: {GIT_DEPTH: "1"}}
usual: {script: ['test $(git rev-list --count HEAD) = 3']}
full: {script: ['test $(git rev-list --count HEAD) = 3'], variables: {GIT_DEPTH: "0"}}
none: {script: [test ! -e .git], variables: {GIT_STRATEGY: none}}
`);
    expect(pipeline.status).toBe('success');
  });

  it('run again on request', async () => {
    const { pipeline, jobs } = await gitlab.run(`
stages: [one, two]
flaky: {stage: one, script: ['test -e "$CI_BUILDS_DIR/../again"']}
later: {stage: two, script: ['true']}
`);
    expect([pipeline.status, jobs.later?.status]).toEqual(['failed', 'skipped']);
    const marker = join(gitlab.context.dataDir, 'builds', 'again');
    await writeFile(marker, '');
    expect(gitlab.runner.retryJob(jobs.flaky!.id)).not.toBeNull();
    await gitlab.runner.idle();
    expect([pipeline.status, jobs.later?.status]).toEqual(['success', 'success']);
  });
});

describe('variables', () => {
  it('come from pipeline before project before group before file, and may refer to each other', async () => {
    gitlab.setVariable({ key: 'B', value: 'group', source: { type: 'group', id: 10 } });
    gitlab.setVariable({ key: 'C', value: 'outer', source: { type: 'group', id: 10 } });
    gitlab.setVariable({ key: 'C', value: 'inner', source: { type: 'group', id: 11 } });
    gitlab.setVariable({ key: 'D', value: 'project' });
    gitlab.setVariable({ key: 'E', value: 'project' });
    gitlab.setVariable({ key: 'RAW', value: '$A', raw: true });
    const variables = [{ key: 'E', value: 'pipeline', file: false }];
    await gitlab.run(
      `
variables: {A: file, B: file, C: file, D: file, E: file, JOINED: "$A-\${E}-$$x-$CI_PROJECT_NAME"}
show: {script: ['echo "[$A $B $C $D $E] [$JOINED] [$RAW]"'], variables: {A: job}}
`,
      { variables },
    );
    expect(logOf('show')).toContain('[job group inner project pipeline] [job-pipeline-$x-checkout] [$A]\n');
  });

  it('are hidden in the log when masked, in pieces too', async () => {
    gitlab.setVariable({ key: 'SECRET', value: 'abcdefgh12345678', masked: true });
    await gitlab.run(`
leak: {script: ['echo "whole $SECRET"', 'printf abcdefgh; sleep 0.1; echo 12345678', 'echo "$CI_JOB_TOKEN"']}
`);
    expect(logOf('leak')).toContain('whole [MASKED]\n');
    expect(logOf('leak')).toContain('echo 12345678\n[MASKED]\n');
    expect(gitlab.job('leak').trace).not.toMatch(/abcdefgh1|glcbt-/);
  });

  it('are withheld from an unprotected branch when protected', async () => {
    gitlab.setVariable({ key: 'SECRET', value: 'for-main', protected: true });
    const file = 'show: {script: [\'echo "[$SECRET] $CI_COMMIT_REF_PROTECTED"\']}';
    const { pipeline } = await gitlab.run(file);
    expect(logOf('show')).toContain('[for-main] true\n');
    gitlab.world.jobs.length = 0;
    await gitlab.context.store.updateRef(PROJECT_ID, 'refs/heads/topic', pipeline.sha);
    await gitlab.run('', { sha: pipeline.sha, ref: 'topic' });
    expect(logOf('show')).toContain('[] false\n');
  });

  it('of an environment reach the jobs that name it, the closest scope first', async () => {
    gitlab.setVariable({ key: 'SECRET', value: 'exact', environmentScope: 'review/one' });
    gitlab.setVariable({ key: 'SECRET', value: 'wide', environmentScope: 'review/*' });
    gitlab.setVariable({ key: 'SECRET', value: 'any.thing', environmentScope: 'revie.' });
    await gitlab.run(`
variables: {NAME: one}
none: {script: ['echo "[$SECRET] [$CI_ENVIRONMENT_NAME]"']}
exact: {script: ['echo "[$SECRET] [$CI_ENVIRONMENT_NAME]"'], environment: {name: review/$NAME, action: access}}
wide: {script: ['echo "[$SECRET]"'], environment: review/two}
`);
    expect(logOf('none')).toContain('[] []\n');
    expect(logOf('exact')).toContain('[exact] [review/one]\n');
    expect(logOf('wide')).toContain('[wide]\n');
  });

  it('of type file arrive as a path', async () => {
    const variables = [{ key: 'TRIGGER_PAYLOAD', value: '{"a": "$b"}', file: true }];
    await gitlab.run(`show: {script: ['cat "$TRIGGER_PAYLOAD"'], rules: [{if: $TRIGGER_PAYLOAD}]}`, {
      source: 'trigger',
      variables,
    });
    expect(logOf('show')).toContain('{"a": "$b"}');
  });

  it('tell a job where it is and nothing of the machine around it', async () => {
    process.env.OUTER_SECRET = 'outer';
    await gitlab.run(`
show:
  script:
    - 'node -e "console.log(process.version)"'
    - 'echo "$CI_API_V4_URL|$CI_PROJECT_PATH|$CI_PIPELINE_SOURCE|$CI_JOB_NAME|$CI_COMMIT_BRANCH|[$OUTER_SECRET]"'
    - 'test "$PWD" = "$CI_PROJECT_DIR"'
`);
    delete process.env.OUTER_SECRET;
    expect(logOf('show')).toContain(
      'http://gitlab.test:8080/root/api/v4|acme/shop/checkout|push|show|main|[]\n',
    );
    expect(logOf('show')).toContain(`${process.version}\n`);
  });

  it('hold a token that is good while the job runs', async () => {
    await gitlab.start('wait: {script: [echo begun, sleep 30]}');
    await until(() => gitlab.job('wait')?.trace.includes('begun\n') === true);
    expect([...gitlab.context.jobTokens.values()]).toEqual([gitlab.job('wait').id]);
    gitlab.runner.cancelJob(gitlab.job('wait').id);
    await gitlab.runner.idle();
    expect(gitlab.context.jobTokens.size).toBe(0);
  });
});

describe('the cache', () => {
  const FILE = `
keep:
  cache: {key: $CI_PROJECT_NAME-1, paths: [kept/]}
  script:
    - test -f kept/it && cat kept/it || echo nothing kept
    - mkdir -p kept && echo "from $CI_PIPELINE_IID" > kept/it
    - test "$FAIL" != yes
`;

  it('lasts from pipeline to pipeline, as a job that went well left it', async () => {
    await gitlab.run(FILE);
    expect(logOf('keep')).toContain('nothing kept\n');
    for (const FAIL of ['yes', 'no']) {
      gitlab.world.jobs.length = 0;
      await gitlab.run(FILE, { variables: [{ key: 'FAIL', value: FAIL, file: false }] });
      expect(logOf('keep')).toContain('from 1\n');
    }
  });
});

describe('child pipelines', () => {
  const PARENT = `
stages: [prepare, gate]
workflow: {rules: [{if: $CI_PIPELINE_SOURCE == "trigger"}]}
prepare:
  stage: prepare
  script: [mkdir .mr-gate, cp child.yml .mr-gate/]
  artifacts: {paths: [.mr-gate/]}
merge-request:
  stage: gate
  variables: {PARENT_PIPELINE_ID: $CI_PIPELINE_ID}
  trigger: {include: [{artifact: .mr-gate/child.yml, job: prepare}], strategy: depend}
`;
  const CHILD = `
stages: [scan, gate]
secret_detection:
  stage: scan
  needs: [{pipeline: $PARENT_PIPELINE_ID, job: prepare}]
  script: [test -e .mr-gate/child.yml, echo report > gl.json, exit $SCAN_EXIT]
  artifacts: {when: always, paths: [gl.json], reports: {secret_detection: gl.json}}
gate:
  stage: gate
  when: always
  needs:
    - {pipeline: $PARENT_PIPELINE_ID, job: prepare}
    - {job: secret_detection, optional: true}
    - {job: sast, optional: true}
  script: ['cat gl.json .mr-gate/child.yml', 'echo "payload [$TRIGGER_PAYLOAD] $CI_PIPELINE_SOURCE"', exit $GATE_EXIT]
`;

  async function runGate(exits: { scan: number; gate: number }) {
    gitlab.setVariable({ key: 'SCAN_EXIT', value: String(exits.scan) });
    gitlab.setVariable({ key: 'GATE_EXIT', value: String(exits.gate) });
    await gitlab.commit({ 'child.yml': CHILD });
    const variables = [{ key: 'TRIGGER_PAYLOAD', value: '{}', file: true }];
    return gitlab.run(PARENT, { source: 'trigger', variables });
  }

  it('run from an artifact, with artifacts of parent and sibling jobs', async () => {
    const { pipeline, jobs } = await runGate({ scan: 0, gate: 0 });
    const child = gitlab.world.pipelines.find(({ parentPipelineId }) => parentPipelineId === pipeline.id);
    expect(child).toMatchObject({
      status: 'success',
      source: 'parent_pipeline',
      sha: pipeline.sha,
      ref: 'main',
    });
    expect(jobs['merge-request']).toMatchObject({
      kind: 'bridge',
      status: 'success',
      downstreamPipelineId: child?.id,
    });
    expect(pipeline.status).toBe('success');
    expect(gitlab.job('secret_detection').reports.secret_detection).toBeDefined();
    // As in GitLab, the parent's own pipeline variables do not go down.
    expect(logOf('gate')).toContain('payload [] parent_pipeline');
  });

  it('reach the gate when a scan fails, and fail the parent', async () => {
    const { pipeline, jobs } = await runGate({ scan: 1, gate: 0 });
    expect(gitlab.job('gate').status).toBe('success');
    expect(logOf('gate')).toContain('report\n');
    expect(jobs['merge-request']?.status).toBe('failed');
    expect(pipeline.status).toBe('failed');
  });

  it('fail the bridge when their file is broken or missing', async () => {
    await gitlab.commit({ 'child.yml': 'a: {stage: none, script: [x]}' });
    const broken = await gitlab.run(PARENT, { source: 'trigger' });
    expect(broken.jobs['merge-request']).toMatchObject({
      status: 'failed',
      failureReason: 'downstream_pipeline_creation_failed',
    });
    expect(gitlab.world.pipelines[1]?.yamlErrors).toContain('chosen stage none does not exist');
    const missing = await gitlab.run(PARENT.replace('cp child.yml', 'touch'), { source: 'trigger' });
    expect(missing.jobs['merge-request']?.status).toBe('failed');
  });

  it('refuse to need the jobs of a stranger pipeline', async () => {
    const stranger = await gitlab.run('prepare: {script: [echo > x], artifacts: {paths: [x]}}');
    const { jobs } = await gitlab.run(
      `a: {script: ['true'], needs: [{pipeline: "${stranger.pipeline.id}", job: prepare}]}`,
    );
    expect(jobs.a).toMatchObject({ status: 'failed', failureReason: 'missing_dependency_failure' });
  });

  it('are cancelled with their parent', async () => {
    await gitlab.commit({ 'child.yml': 'long: {script: [echo begun, sleep 30]}' });
    const answer = await gitlab.start(PARENT, { source: 'trigger' });
    await until(() => gitlab.job('long')?.trace.includes('begun\n') === true);
    await gitlab.runner.cancel(answer.kind === 'created' ? answer.pipeline.id : 0);
    await gitlab.runner.idle();
    expect(gitlab.world.pipelines.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(gitlab.job('merge-request').status).toBe('canceled');
  });
});

describe('without a runner', () => {
  it('jobs stay pending', async () => {
    const offline = await createTestInstance({ runnerEnabled: false });
    const { pipeline, jobs } = await offline.run('a: {script: ["true"]}');
    expect([pipeline.status, jobs.a?.status]).toEqual(['pending', 'pending']);
    await offline.close();
  });
});
