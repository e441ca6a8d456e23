import type { Locator, Page } from '@playwright/test';
import { api, id } from '../demo/api.ts';
import { BAD } from '../demo/story.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { openGroup, showRow } from './support/group.ts';
import { look } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
const TAG = '<img src=x onerror="window.ran=1;alert(1)">';
const SCRIPT = '<script>window.ran=1</script>';
/** Right-to-left override, isolate, zero width, escape. */
const MARKS = '\u202Egnp.exe\u2066\u200B\u001B[31m';
const HUGE = `${'A'.repeat(100_000)}END`;

test.setTimeout(120_000);

/** Fails the test as soon as anything of what was planted runs, in any of its ways. */
function nothingRuns(page: Page): () => Promise<void> {
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  return async () => {
    expect(opened).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
  };
}

/** What a part of ours holds that it must not: elements from text, addresses that run, marks that deceive. */
async function dangers(part: Locator): Promise<string[]> {
  return part.evaluate((root) => {
    const found: string[] = [];
    const walk = (node: Element): void => {
      if (/^(?:img|script|iframe|object|embed)$/i.test(node.localName)) found.push(node.outerHTML);
      for (const { name, value } of node.attributes) {
        if (/^on/i.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value))
          found.push(`${name}=${value}`);
        if (/[\u202A-\u202E\u2066-\u2069]/.test(value)) found.push(`marks in ${name}`);
      }
      for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) walk(child);
    };
    walk(root);
    if (/[\u202A-\u202E\u2066-\u2069]/.test(root.textContent ?? '')) found.push('marks in the text');
    return found;
  });
}

async function commit(gitlab: EmbeddedGitLab, content: Buffer): Promise<void> {
  await api(gitlab.url, TOKENS.olgaApi, `/projects/${id(GATE)}/repository/commits`, {
    method: 'POST',
    body: {
      branch: 'main',
      commit_message: `${TAG}${MARKS}`,
      actions: [
        {
          action: 'update',
          file_path: 'mr-gate.yml',
          content: content.toString('base64'),
          encoding: 'base64',
        },
      ],
    },
  });
}

async function policyOf(gitlab: EmbeddedGitLab): Promise<string> {
  const address = `${gitlab.url}/api/v4/projects/${id(GATE)}/repository/files/mr-gate.yml/raw?ref=main`;
  return (await fetch(address, { headers: { 'private-token': TOKENS.olgaApi } })).text();
}

test('a file name, a title and a real finding that hold HTML and marks are text in card and note', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const file = `src/${MARKS}<img src=x onerror=alert(1)>.js`;
  const mergeRequest = await openMergeRequest(gated, {
    title: `${TAG}${SCRIPT}${MARKS}`,
    files: { [file]: BAD },
  });
  const { page, card } = await visit(browser1, gated, 'about:blank');
  const check = nothingRuns(page);
  await page.goto(mergeRequest.web_url);
  await expectState(card, 'failed');
  await expect(card).toContainText('<img src=x onerror=alert(1)>.js');
  expect(await dangers(page.locator('mr-gate-card'))).toEqual([]);
  await page.reload();
  const note = page.locator('.note, .timeline-entry').filter({ hasText: 'onerror=alert(1)' }).first();
  await expect(note).toBeVisible();
  expect(await note.locator('img[src="x"], script').count()).toBe(0);
  await look(page, 'hostile-card');
  await check();
});

test('a verdict that a broken scanner filled with anything is shown as text, and capped', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { 'src/aws.js': BAD } });
  const { page, card } = await visit(browser1, gated, 'about:blank');
  const check = nothingRuns(page);
  await page.goto(mergeRequest.web_url);
  await expectState(card, 'failed');
  await gated.settled();

  // With the gate's own token, since only the gate's notes are read as verdicts.
  const note = gated.world.notes.findLast((one) => one.body.includes('mr-gate:v1'));
  const token = gated.world.tokens.find((one) => one.userId === note?.authorId && !one.revoked)?.token ?? '';
  const data = /mr-gate:v1 (\S+) -->/.exec(note?.body ?? '')?.[1] ?? '';
  const verdict = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  const write = async (bytes: Buffer) => {
    const body = `<!-- mr-gate:v1 ${bytes.toString('base64')} -->`;
    await api(gated.url, token, `${mergeRequest.path}/notes/${note?.id}`, { method: 'PUT', body: { body } });
    await page.reload();
  };
  const [finding] = verdict.findings.blocking;
  finding.name = `${TAG}${MARKS}${SCRIPT}`;
  finding.description = `${SCRIPT}\n${MARKS}\n[x](javascript:alert(1))`;
  finding.solution = `${TAG} javascript:alert(1)`;
  finding.file = `../../${TAG}`;
  finding.identifiers = [
    { type: 'x', name: TAG, value: MARKS, url: 'javascript:window.ran=1' },
    { type: 'x', name: 'plain http', value: '1', url: 'http://evil.example/' },
  ];
  verdict.cause = TAG;
  await write(Buffer.from(JSON.stringify(verdict)));
  await expectState(card, /failed|unverified/);
  expect(await dangers(page.locator('mr-gate-card'))).toEqual([]);
  await expect(card.locator('a[href^="http://evil.example"]')).toHaveCount(0);
  await look(page, 'hostile-verdict');

  finding.description = HUGE;
  finding.name = HUGE;
  await write(Buffer.from(JSON.stringify(verdict)));
  await expectState(card, /failed|unverified/);
  expect((await card.textContent())?.length).toBeLessThan(20_000);

  await write(
    Buffer.concat([Buffer.from('{"schema":1,"cause":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
  );
  await expectState(card, 'unverified');
  await expect(card).toContainText('not in a form that this version of MR Gate reads');
  await look(page, 'hostile-unreadable');
  await check();
});

test('names, a policy and its mistakes that hold HTML and marks are text in the panel', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const { page, panel } = group;
  const check = nothingRuns(page);
  const acme = gated.world.groups.find((one) => one.fullPath === GROUPS.acme);
  const olga = gated.world.users.find((one) => one.username === 'olga');
  if (!acme || !olga) throw new Error('The seed has neither acme nor olga');
  const before = { group: acme.name, user: olga.name, policy: await policyOf(gated) };
  const checkout = gated.world.projects.find((one) => one.fullPath === PROJECTS.checkout);
  try {
    acme.name = `${TAG}${MARKS}`;
    olga.name = `${TAG}${MARKS}`;
    const reason = JSON.stringify(`${TAG}${MARKS.replace('\u001B', '')}`);
    const exception = [
      'exceptions:',
      `  - project: ${checkout?.id}`,
      `    path: ${PROJECTS.checkout}`,
      '    fail_on: critical',
      '    scans: [secret_detection]',
      `    reason: ${reason}`,
      `    owner: ${reason}`,
      '',
    ].join('\n');
    await commit(
      gated,
      Buffer.from(before.policy.replace(/^exceptions:[\s\S]*?(?=^\S|$(?![\s\S]))/m, '') + exception),
    );
    const reload = panel.getByRole('button', { name: 'Reload' });
    await reload.click();
    await expect(panel.getByText('onerror').first()).toBeVisible();
    await expect(await showRow(group, PROJECTS.checkout)).toContainText('<img src=x onerror=');
    await expect(await showRow(group, PROJECTS.hostile)).toBeVisible();
    expect(await dangers(panel)).toEqual([]);
    await look(page, 'hostile-panel');

    await commit(gated, Buffer.from(`${before.policy}\n${JSON.stringify(TAG)}: ${HUGE}\n`));
    await reload.click();
    const alert = panel.getByRole('alert').filter({ hasText: 'cannot be read' });
    await expect(alert).toContainText('<img src=x onerror=');
    expect((await alert.textContent())?.length).toBeLessThan(2000);
    expect(await dangers(panel)).toEqual([]);
    await look(page, 'hostile-policy');

    await commit(
      gated,
      Buffer.concat([Buffer.from(before.policy), Buffer.from([0x23, 0xff, 0xfe, 0xc0, 0x0a])]),
    );
    await reload.click();
    await expect(panel.getByTestId('repo-row').first()).toBeVisible();
    expect(await dangers(panel)).toEqual([]);
    await check();
  } finally {
    acme.name = before.group;
    olga.name = before.user;
    await commit(gated, Buffer.from(before.policy));
  }
});
