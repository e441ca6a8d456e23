// @vitest-environment node
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emptyEnrolment, writeEnrolment } from '../../../utils/gate/enrolment.ts';
import { writeNote } from '../../../utils/gate/note.ts';
import { readNote } from '../../../utils/gate/read-note.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { GateApi } from '../../../utils/gate-program/api.ts';
import { readEnvironment } from '../../../utils/gate-program/environment.ts';
import { gate } from '../../../utils/gate-program/gate.ts';
import { type Job, prepare } from '../../../utils/gate-program/prepare.ts';
import { runScan } from '../../../utils/gate-program/scan.ts';
import { HostQueue } from '../../../utils/gitlab/queue.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import { GitLabStub, TOKEN } from './gitlab-stub.ts';
import { awsKey, githubToken } from './secrets.ts';

const POLICY = `version: 1
default:
  fail_on: high
  scans: [secret_detection]
  drafts: false
`;

let gitlab: GitLabStub;
let log: string[];
let base: string;

beforeEach(async () => {
  gitlab = new GitLabStub();
  await gitlab.start();
  log = [];
  base = gitlab.commit('main', { 'README.md': '# Shop\n', 'old.env': `${awsKey(1)}\n` });
  put('mr-gate.yml', POLICY);
  enrol();
  send({ action: 'open' });
});
afterEach(() => gitlab.close());

function put(name: string, text: string): void {
  writeFileSync(path.join(gitlab.gateFolder, name), text);
}

function enrol(): void {
  put(
    'enrolled.json',
    writeEnrolment({
      ...emptyEnrolment(),
      projects: {
        12: {
          path: 'acme/shop',
          hook: 1,
          before: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: false },
          since: '2026-01-01T00:00:00Z',
          by: 'olga',
        },
      },
    }),
  );
}

function send(attributes: object, more: object = {}): void {
  put(
    'payload',
    JSON.stringify({
      object_kind: 'merge_request',
      project: { id: 12 },
      object_attributes: { iid: 3, target_project_id: 12, ...attributes },
      ...more,
    }),
  );
}

function job(): Job {
  const environment = { ...readEnvironment(gitlab.environment()), folder: gitlab.gateFolder };
  const transport = createTransport({
    baseUrl: environment.baseUrl,
    token: environment.token,
    sleep: async () => {},
    queue: new HostQueue(),
  });
  return {
    environment,
    api: new GateApi(transport, async () => {}),
    log: (line) => log.push(line),
    now: () => new Date(),
  };
}

const child = () => parse(readFileSync(path.join(gitlab.gateFolder, '.mr-gate/child.yml'), 'utf8'));
const last = () => gitlab.statuses.at(-1);
const written = (name: string) => path.join(gitlab.gateFolder, '.mr-gate', name);

async function wholePipeline(): Promise<Verdict> {
  await prepare(job());
  for (const name of Object.keys(child())) {
    if (name === 'secret_detection') await runScan(name, gitlab.gateFolder, (line) => log.push(line));
  }
  await gate(job());
  const reading = readNote(gitlab.notes.at(-1)?.body ?? '');
  if (!reading?.ok) throw new Error(`no verdict: ${reading?.reason}`);
  return reading.verdict;
}

describe('from a push to a verdict', () => {
  it('blocks a new secret, and passes the merge request when it is gone', async () => {
    const bad = gitlab.commit('feature', {
      'src/pay.ts': `export {};\nconst token = '${githubToken(1)}';\n`,
    });
    gitlab.propose(bad, base);
    const failed = await wholePipeline();
    expect(failed).toMatchObject({ state: 'failed', head: bad, base, counts: { blocking: 1, existing: 1 } });
    expect(failed.findings.blocking[0]).toMatchObject({
      name: 'GitHub token',
      severity: 'critical',
      file: 'src/pay.ts',
      startLine: 2,
    });
    expect(failed.findings.existing[0]).toMatchObject({ file: 'old.env' });
    expect(gitlab.statuses.map((s) => s.status)).toEqual(['pending', 'failed']);
    expect(last()).toMatchObject({
      name: 'MR Gate',
      ref: 'feature',
      sha: bad,
      description: '1 new finding at High or worse (1 already in the target branch)',
    });

    const good = gitlab.commit('feature', { 'src/pay.ts': 'export {};\n' });
    gitlab.propose(good, base);
    expect(await wholePipeline()).toMatchObject({ state: 'passed', head: good, counts: { existing: 1 } });
    expect(last()).toMatchObject({ status: 'success', sha: good });
    expect(gitlab.notes).toHaveLength(1);
  });

  it('lets neither the token nor a secret out', async () => {
    gitlab.propose(gitlab.commit('feature', { 'a.ts': `'${githubToken(2)}'` }), base);
    await wholePipeline();
    const files = readdirSync(gitlab.gateFolder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile() && !/\.mr-gate\/(head|base)/.test(f.parentPath))
      .map((f) => readFileSync(path.join(f.parentPath, f.name), 'utf8'));
    const everything = [
      ...log,
      ...files,
      JSON.stringify([gitlab.notes, gitlab.statuses, gitlab.requests]),
    ].join('\n');
    const basic = Buffer.from(`oauth2:${TOKEN}`).toString('base64');
    for (const secret of [TOKEN, basic, githubToken(2), awsKey(1)]) expect(everything).not.toContain(secret);
    expect(everything).toContain('GitHub token');
  });

  it('takes a renamed file and moved lines for old, a copy for new', async () => {
    const moved = gitlab.commit('feature', { 'old.env': null, 'conf/new.env': `# moved\n\n${awsKey(1)}\n` });
    gitlab.propose(moved, base);
    expect((await wholePipeline()).counts).toMatchObject({ blocking: 0, existing: 1, fixed: 0 });

    const copied = gitlab.commit('feature', { 'old.env': `${awsKey(1)}\n` });
    gitlab.propose(copied, base);
    expect((await wholePipeline()).counts).toMatchObject({ blocking: 1, existing: 1 });
  });

  it('is not fooled by what the scanned repository says about itself', async () => {
    const token = githubToken(3);
    const head = gitlab.commit('feature', {
      '.gitattributes': '* export-ignore\n*.txt working-tree-encoding=UTF-16\n*.lfs filter=lfs\n',
      '.secretlintrc.json': '{"rules":[]}',
      '.secretlintignore': '*',
      'hidden.txt': `${token}\n`,
      'disabled.ts': `// secretlint-disable\nconst a = '${githubToken(4)}'; // secretlint-disable-line\n`,
      'zero.ts': Buffer.from(`\0const a = '${githubToken(5)}';\n${'// text\n'.repeat(100)}`),
      'utf16.ini': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(`t=${githubToken(6)}\n`, 'utf16le'),
      ]),
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = https://evil.example/x\n',
      passwd: '->/etc/passwd',
      up: '->../../..',
    });
    gitlab.propose(head, base);
    const verdict = await wholePipeline();
    expect(verdict.findings.blocking.map((f) => f.file).sort()).toEqual([
      'disabled.ts',
      'hidden.txt',
      'utf16.ini',
      'zero.ts',
    ]);
    expect(existsSync(written('head/passwd'))).toBe(false);
    expect(existsSync(written('head/up'))).toBe(false);
  });

  it('does not let a file grow out of the scan', async () => {
    const scanned = gitlab.commit('feature', { 'notes.txt': 'nothing here' });
    const padded = `${githubToken(1)}\n`.padEnd(5_100_000, 'x');
    const grown = gitlab.commit('feature', { 'notes.txt': padded });
    gitlab.propose(grown, scanned);
    const cause = 'notes.txt was scanned in the target branch and is too large for it now';
    expect(await wholePipeline()).toMatchObject({ state: 'error', scans: [{ state: 'failed', cause }] });

    const added = gitlab.commit('feature', { 'src/new.ts': padded });
    gitlab.propose(added, base);
    expect((await wholePipeline()).scans[0]?.cause).toBe(
      'src/new.ts is source code and too large to be scanned',
    );

    // Neither was scanned before, and neither is now.
    const more = gitlab.commit('feature', { 'src/new.ts': `${padded}x` });
    gitlab.propose(more, added);
    expect((await wholePipeline()).scans[0]).toMatchObject({
      state: 'ok',
      cause: 'not scanned: 2 files over 5 MB (notes.txt, src/new.ts)',
    });
  });

  it('says what it did not scan', async () => {
    const head = gitlab.commit('feature', {
      'huge.json': 'x'.repeat(5_100_000),
      'model.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
    });
    gitlab.propose(head, base);
    expect((await wholePipeline()).scans[0]?.cause).toBe(
      'not scanned: 1 file over 5 MB (huge.json), 1 Git LFS file',
    );
  });

  it('posts into the pipeline of the head, by its own ref', async () => {
    const head = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(head, base);
    gitlab.mr.head_pipeline = { id: 77, project_id: 12, sha: head, ref: 'refs/merge-requests/3/head' };
    await wholePipeline();
    expect(gitlab.statuses.map((s) => [s.pipeline_id, s.ref])).toEqual([
      [77, 'refs/merge-requests/3/head'],
      [77, 'refs/merge-requests/3/head'],
    ]);
  });
});

describe('a pipeline that comes late', () => {
  it('gets the verdict, and the one that waited in its place ends too', async () => {
    const head = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(head, base);
    await prepare(job());
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    gitlab.mr.head_pipeline = { id: 77, project_id: 12, sha: head, ref: 'feature' };
    await gate(job());
    expect(gitlab.statuses.map((s) => [s.pipeline_id, s.status])).toEqual([
      [5, 'pending'],
      [77, 'success'],
      [5, 'success'],
    ]);
  });

  it.each([
    ['refs/merge-requests/3/head', 'the one that waited is told by its ref', 3],
    ['feature', 'of two with one ref nothing is written into the wrong one', 2],
  ])('on a GitLab that names no pipeline of a status, head %s: %s', async (ref, _, posted) => {
    gitlab.tellsPipelines = false;
    const head = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(head, base);
    await prepare(job());
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    gitlab.mr.head_pipeline = { id: 77, project_id: 12, sha: head, ref };
    await gate(job());
    expect(gitlab.statuses.map((s) => [s.pipeline_id, s.status, s.ref])).toEqual(
      [
        [5, 'pending', 'feature'],
        [77, 'success', ref],
        [5, 'success', 'feature'],
      ].slice(0, posted),
    );
  });
});

describe('prepare', () => {
  it.each([
    ['an event of something else', () => put('payload', '{"object_kind":"push","project":{"id":12}}')],
    ['no JSON', () => put('payload', 'hello')],
    ['ids that are none', () => send({ iid: '3; rm -rf /' })],
    ['labels alone', () => send({ action: 'update' }, { changes: { labels: {}, updated_at: {} } })],
    ['a project that is not gated', () => put('enrolled.json', writeEnrolment(emptyEnrolment()))],
    [
      'a closed merge request',
      () => {
        gitlab.mr.state = 'closed';
      },
    ],
  ])('does nothing for %s', async (_what, change) => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    change();
    await prepare(job());
    expect(Object.keys(child())).toEqual(['stages', 'nothing_to_do']);
    expect(gitlab.statuses).toEqual([]);
    expect(log.at(-1)).toMatch(/^Nothing to do/);
  });

  it('looks again when a push or a title change came', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    send({ action: 'update', oldrev: 'x' }, { changes: { updated_at: {} } });
    await prepare(job());
    expect(child().gate).toBeDefined();
    send({ action: 'update' }, { changes: { title: {}, draft: {} } });
    await prepare(job());
    expect(child().gate).toBeDefined();
  });

  it('goes on where an earlier event, or a run that was killed, left the commit waiting', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    await prepare(job());
    await prepare(job());
    expect(await wholePipeline()).toMatchObject({ state: 'passed' });
    expect(gitlab.statuses.map(({ status }) => status)).toEqual(['pending', 'running', 'success']);
  });

  it('keeps a draft waiting that the policy leaves alone', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    gitlab.mr.draft = true;
    await prepare(job());
    expect(gitlab.statuses).toMatchObject([
      { status: 'pending', description: expect.stringMatching(/^Draft/) },
    ]);
    expect(child().gate).toBeUndefined();

    gitlab.mr.draft = false;
    expect(await wholePipeline()).toMatchObject({ state: 'passed' });
  });

  it('does not judge again what stands, but does when the policy or the commit changed', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    await wholePipeline();
    const before = gitlab.statuses.length;
    await prepare(job());
    expect(child().gate).toBeUndefined();
    expect(gitlab.statuses.length).toBe(before);

    gitlab.propose(gitlab.commit('feature', { a: 'c' }), base);
    await prepare(job());
    expect(child().gate).toBeDefined();
  });

  it('does not take a status or a note of somebody else for its own', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    const verdict = await wholePipeline();
    gitlab.notes = [
      {
        id: 500,
        system: false,
        author: { id: 1 },
        body: writeNote(verdict, { projectUrl: '', gateUrl: '' }),
      },
    ];
    await prepare(job());
    expect(child().gate).toBeDefined();
  });

  it.each([
    [
      'a broken policy',
      () => put('mr-gate.yml', 'version: 1\ndefault:\n  fial_on: high\n'),
      /mr-gate\.yml line 3, default\./,
    ],
    [
      'a policy without settings',
      () => put('mr-gate.yml', 'version: 1\n'),
      /no settings for this repository/,
    ],
    ['a head that can not be fetched', () => gitlab.propose('d'.repeat(40), base), /git|GitLab/],
  ])('fails closed on %s, and names the cause', async (_what, change, cause) => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    try {
      change();
    } catch {
      // The stub can't point a ref at a commit that is not there; the merge request names it all the same.
    }
    await expect(prepare(job())).rejects.toThrow(cause);
    expect(last()).toMatchObject({ status: 'failed' });
    expect(last()?.description).toMatch(/^The gate could not tell: /);
    expect(child().gate).toBeUndefined();
  });

  it('takes all findings for new where the base is gone', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), 'e'.repeat(40));
    const verdict = await wholePipeline();
    expect(verdict).toMatchObject({
      state: 'failed',
      scans: [{ state: 'not_compared' }],
      counts: { blocking: 1 },
    });
  });

  it('proves the set-up', async () => {
    put('payload', '{"mr_gate_test":"abc-1"}');
    await prepare(job());
    expect(log.at(-1)).toMatch(/^Test abc-1: @mr-gate can read acme\/mr-gate/);
    gitlab.scopes = ['read_api'];
    await expect(prepare(job())).rejects.toThrow(/needs api/);
    gitlab.scopes = ['api'];
    gitlab.role = 20;
    await expect(prepare(job())).rejects.toThrow(/Developer or more/);
    gitlab.fail = (_method, api) => (api === '/user' ? 401 : null);
    await expect(prepare(job())).rejects.toThrow(/401/);
  });
});

describe('a push during a run', () => {
  const older = (url: string) => {
    const sha = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(sha, base);
    const status = {
      name: 'MR Gate',
      description: '',
      pipeline_id: 5,
      ref: 'feature',
      sha,
      author: { id: 99 },
    };
    gitlab.statuses.push({ ...status, status: 'pending', target_url: url });
    gitlab.propose(gitlab.commit('feature', { a: 'c' }), base);
    return sha;
  };
  const statusOf = (sha: string) => gitlab.statuses.findLast((status) => status.sha === sha)?.status;

  it('cancels the older pipeline and says so on its commit', async () => {
    const sha = older(`${gitlab.url}/acme/mr-gate/-/pipelines/4`);
    await prepare(job());
    expect(gitlab.cancelled).toEqual([4]);
    expect(statusOf(sha)).toBe('canceled');
    expect(statusOf(gitlab.mr.sha!)).toBe('pending');
  });

  it('goes on where the gate may not cancel', async () => {
    older(`${gitlab.url}/acme/mr-gate/-/pipelines/4`);
    gitlab.fail = (_, api) => (api.endsWith('/cancel') ? 403 : null);
    await prepare(job());
    expect(log.join()).toMatch(/Pipeline 4 of an earlier push runs to its end/);
    expect(Object.keys(child())).toContain('gate');
  });

  it.each(['/acme/other/-/pipelines/4', '/acme/mr-gate/-/pipelines/5', '/acme/mr-gate/-/pipelines/4/../5'])(
    'cancels nothing for a status that names %s',
    async (path) => {
      older(`${gitlab.url}${path}`);
      await prepare(job());
      expect(gitlab.cancelled).toEqual([]);
    },
  );

  it('leaves alone what somebody else posted', async () => {
    const sha = older(`${gitlab.url}/acme/mr-gate/-/pipelines/4`);
    gitlab.statuses.at(-1)!.author = { id: 1 };
    await prepare(job());
    expect(gitlab.cancelled).toEqual([]);
    expect(statusOf(sha)).toBe('pending');
  });

  it('is not cancelled by the older one', async () => {
    const first = older(`${gitlab.url}/acme/mr-gate/-/pipelines/4`);
    const newest = gitlab.mr.sha!;
    await prepare(job());
    gitlab.cancelled.length = 0;
    gitlab.mr = { ...gitlab.mr, sha: first };
    await prepare(job());
    expect(gitlab.cancelled).toEqual([]);
    expect(statusOf(newest)).toBe('pending');
  });
});

describe('gate', () => {
  it('is an error where the scan left nothing', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    await prepare(job());
    await gate(job());
    expect(last()).toMatchObject({ status: 'failed' });
    expect(gitlab.notes[0]?.body).toContain('could not tell');
  });

  it('needs no job for a scan that has nothing to look at, and is an error where its job left nothing', async () => {
    put('mr-gate.yml', POLICY.replace('[secret_detection]', '[secret_detection, sast]'));
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    const text = await wholePipeline();
    expect(Object.keys(child())).toEqual(['stages', 'default', 'secret_detection', 'gate']);
    expect(text.state).toBe('passed');
    expect(text.scans).toContainEqual(expect.objectContaining({ scan: 'sast', state: 'nothing_to_scan' }));

    gitlab.propose(gitlab.commit('feature', { 'a.py': 'b = 1\n' }), base);
    const source = await wholePipeline();
    expect(Object.keys(child())).toEqual(['stages', 'default', 'secret_detection', 'sast', 'gate']);
    expect(source.state).toBe('error');
    expect(source.cause).toMatch(/SAST: the scan left no report/);
  });

  it('has nothing to scan where a newer push came while it fetched', async () => {
    const first = gitlab.commit('feature', { a: 'b' });
    const second = gitlab.commit('feature', { a: 'c' });
    gitlab.propose(first, base);
    const { api, ...rest } = job();
    const ask = api.mergeRequestNow.bind(api);
    api.mergeRequestNow = (project, iid) => {
      gitlab.propose(second, base);
      return ask(project, iid);
    };
    await prepare({ api, ...rest });
    expect(Object.keys(child())).toEqual(['stages', 'nothing_to_do']);
    expect(last()).toMatchObject({ status: 'canceled', sha: first });
  });

  it('gives no verdict on a commit that was replaced', async () => {
    const first = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(first, base);
    await prepare(job());
    gitlab.propose(gitlab.commit('feature', { a: 'c' }), base);
    await gate(job());
    expect(last()).toMatchObject({ status: 'canceled', sha: first });
    expect(gitlab.notes).toEqual([]);
  });

  it.each([1, 2, 3])(
    'leaves the verdict to the run for another target that came while it judged (%i)',
    async (look) => {
      const head = gitlab.commit('feature', { 'pay.ts': `'${githubToken(5)}'` });
      gitlab.propose(head, base);
      await prepare(job());
      await runScan('secret_detection', gitlab.gateFolder, () => {});
      const newer = { description: 'By the run for the new target', status: 'success' };
      const { api, ...rest } = job();
      const ask = api.mergeRequestNow.bind(api);
      let looks = 0;
      api.mergeRequestNow = (project, iid) => {
        if (++looks === look) {
          gitlab.mr = { ...gitlab.mr, target_branch: 'evil', diff_refs: { base_sha: head, head_sha: head } };
          if (look < 3) gitlab.statuses.push({ ...last()!, ...newer });
        }
        return ask(project, iid);
      };
      await gate({ api, ...rest });
      expect(gitlab.notes).toEqual([]);
      // Seen after the status is written, the newer run's own comes later; the note is left to it in any case.
      expect(last()).toMatchObject(look < 3 ? newer : { status: 'failed' });
    },
  );

  it('has nothing to scan where another target came while it fetched', async () => {
    const head = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(head, base);
    const { api, ...rest } = job();
    const ask = api.mergeRequestNow.bind(api);
    api.mergeRequestNow = (project, iid) => {
      gitlab.mr = { ...gitlab.mr, target_branch: 'evil', diff_refs: { base_sha: head, head_sha: head } };
      return ask(project, iid);
    };
    await prepare({ api, ...rest });
    expect(Object.keys(child())).toEqual(['stages', 'nothing_to_do']);
    // Its own run goes on from here.
    expect(last()).toMatchObject({ status: 'pending', sha: head });
  });

  it('ends no status that waits for the verdict on another merge request of the commit', async () => {
    const head = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(head, base);
    await prepare(job());
    const waiting = { ...last()!, status: 'pending', pipeline_id: 40, ref: 'refs/merge-requests/4/head' };
    gitlab.statuses.push(waiting);
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    await gate(job());
    expect(gitlab.statuses.filter((s) => s.pipeline_id === 40)).toEqual([waiting]);
    expect(last()).toMatchObject({ status: 'success', pipeline_id: 5 });
  });

  it.each([2, 3])('leaves no note where a push came while it judged (%i)', async (look) => {
    const first = gitlab.commit('feature', { a: 'b' });
    gitlab.propose(first, base);
    await prepare(job());
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    const { api, ...rest } = job();
    const ask = api.mergeRequestNow.bind(api);
    let looks = 0;
    api.mergeRequestNow = (project, iid) => {
      if (++looks === look) gitlab.propose(gitlab.commit('feature', { a: 'c' }), base);
      return ask(project, iid);
    };
    await gate({ api, ...rest });
    expect(gitlab.notes).toEqual([]);
    expect(last()?.sha).toBe(first);
    // Seen before the status is written: the old commit gets none. Seen after: it has its own, and the note none.
    expect(last()?.status).toBe(look === 2 ? 'canceled' : 'success');
  });

  it('waits for the lock that another status write holds', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    let locked = 3;
    gitlab.fail = (method, api) =>
      method === 'POST' && api.includes('/statuses/') && locked-- > 0 ? 409 : null;
    expect((await wholePipeline()).state).toBe('passed');
  });

  it('keeps one note among many pages, and removes doubles of its own', async () => {
    gitlab.perPage = 10;
    const other = (id: number) => ({ id, body: 'hello', system: false, author: { id: 1 } });
    gitlab.notes = Array.from({ length: 25 }, (_, i) => other(1000 + i));
    const marked = '<!-- mr-gate:v1 old -->';
    gitlab.notes.push(
      { id: 2000, body: marked, system: false, author: { id: 99 } },
      { id: 2001, body: marked, system: false, author: { id: 99 } },
      { id: 2002, body: marked, system: false, author: { id: 1 } },
    );
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    await prepare(job());
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    await gate(job());
    expect(gitlab.notes.length).toBe(27);
    expect(gitlab.notes.find((n) => n.id === 2000)?.body).toContain('MR Gate: passed');
    expect(gitlab.notes.find((n) => n.id === 2002)?.body).toBe(marked);
  });

  it('shows what it can not enforce on a fork', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    gitlab.mr.source_project_id = 88;
    gitlab.fail = (_method, api) => (api.startsWith('/projects/88/') ? 403 : null);
    const verdict = await wholePipeline();
    expect(verdict.notEnforced).toMatch(/fork/);
    expect(gitlab.notes[0]?.body).toContain('Shown, not enforced.');
  });

  it('fails where it can not say its verdict', async () => {
    gitlab.propose(gitlab.commit('feature', { a: 'b' }), base);
    await prepare(job());
    await runScan('secret_detection', gitlab.gateFolder, () => {});
    gitlab.fail = (method, api) => (method === 'POST' && api.endsWith('/notes') ? 403 : null);
    await expect(gate(job())).rejects.toThrow();
    expect(last()).toMatchObject({ status: 'failed' });
  });
});
