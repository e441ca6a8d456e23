import type { Verdict } from '../../utils/gate/verdict.ts';
import { gateCard } from '../browser/pages.ts';
import { PROJECTS } from '../gitlab/seed-names.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { look } from './support/look.ts';
import { expectState } from './support/merge-request.ts';
import { clipped } from './support/untranslated.ts';
import {
  type MergeRequestOf,
  openMergeRequest,
  postStatus,
  postVerdict,
  visitAs,
} from './support/verdict.ts';

interface Case {
  /** Absent: there is a status alone, as while the gate works. */
  verdict?: Partial<Verdict>;
  state: string;
  title: string;
  sentence: RegExp;
  next: RegExp;
}

const OK = { scan: 'secret_detection', state: 'ok', failOn: 'high', tool: 'secretlint 13.0.7' } as const;
const none = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };

/** Every state that a verdict's data can bring, each as the gate writes it. */
const CASES: Record<string, Case> = {
  passed: {
    verdict: {},
    state: 'passed',
    title: 'MR Gate: passed',
    sentence: /^No new findings at high or above\.$/,
    next: /Nothing to do\./,
  },
  'passed with findings below the threshold': {
    verdict: { findings: { ...none, introduced: [finding({ severity: 'low', name: 'Weak hash' })] } },
    state: 'passed',
    title: 'MR Gate: passed with findings',
    sentence: /^No new findings at high or above; 1 new finding below it\.$/,
    next: /look at what is listed before you merge/,
  },
  failed: {
    verdict: {
      findings: { ...none, blocking: [finding(), finding({ severity: 'high', name: 'Eval' })] },
    },
    state: 'failed',
    title: 'MR Gate: failed',
    sentence: /^2 new findings at high or above\.$/,
    next: /Fix what is listed and push/,
  },
  'report only': {
    verdict: {
      state: 'report_only',
      failOn: 'never',
      scans: [{ ...OK, failOn: 'never' }],
      findings: { ...none, blocking: [], introduced: [finding()] },
    },
    state: 'report_only',
    title: 'MR Gate: report only',
    sentence: /^1 new finding; this repository only reports\.$/,
    next: /Nothing is blocked/,
  },
  'no report': {
    verdict: {
      state: 'error',
      cause: 'Secret detection left no report.',
      scans: [{ scan: 'secret_detection', state: 'missing', failOn: 'high', cause: 'It left no report.' }],
    },
    state: 'error',
    title: 'MR Gate: could not tell',
    sentence: /Secret detection left no report\./,
    next: /See what went wrong in the gate pipeline/,
  },
  'a failed scan': {
    verdict: {
      state: 'error',
      cause: 'Secret detection failed: it took longer than 20 minutes.',
      scans: [{ scan: 'secret_detection', state: 'failed', failOn: 'high', cause: 'It took too long.' }],
    },
    state: 'error',
    title: 'MR Gate: could not tell',
    sentence: /it took longer than 20 minutes/,
    next: /a new push evaluates again/,
  },
  'not comparable': {
    verdict: {
      scans: [{ ...OK, state: 'not_compared', cause: 'The base could not be scanned.' }],
      findings: { ...none, blocking: [finding()] },
    },
    state: 'failed',
    title: 'MR Gate: failed',
    sentence: /The target branch could not be scanned, so every finding counts as new\./,
    next: /Fix what is listed and push/,
  },
  running: {
    state: 'running',
    title: 'MR Gate: evaluating…',
    sentence: /Started just now\./,
    next: /Wait: the verdict appears here by itself\./,
  },
};

test('every state says in a sentence why it is so and what to do, in light and dark, without a finding of axe', async ({
  gitlab,
  browser1,
}) => {
  test.setTimeout(240_000);
  const page = await visitAs(browser1, gitlab, 'dev');
  for (const [name, { verdict, state, title, sentence, next }] of Object.entries(CASES)) {
    const branch = name.replaceAll(' ', '-');
    const mr: MergeRequestOf = await openMergeRequest(gitlab, PROJECTS.checkout, branch, {
      [`src/${branch}.ts`]: 'export {};\n',
    });
    if (verdict) await postVerdict(gitlab, mr, verdict);
    else await postStatus(gitlab, mr, 'running');
    await page.goto(`${mr.url}?layout=${branch.length % 2 ? 'panels' : 'classic'}`);
    const card = gateCard(page);
    await expectState(card, state);
    await expect(card.getByRole('heading', { level: 2 }), name).toHaveText(title);
    await expect(card.locator('.mrg-card__sentence'), name).toHaveText(sentence);
    await expect(card.locator('.mrg-card__next'), name).toHaveText(next);
    const unfold = card.getByRole('button', { name: 'Show details' });
    if (await unfold.isVisible()) await unfold.click();
    if (verdict) await expect(card.locator('.mrg-card__footer')).toBeVisible();
    for (const fold of await card.locator('summary').all()) await fold.click();
    await expectAccessible(page, `card-${branch}`, 'mr-gate-card');
  }

  // The gate writes English, and each reader has it in theirs.
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'causes', { 'src/causes.ts': 'export {};\n' });
  const why = 'it took longer than 20 minutes';
  await postVerdict(gitlab, mr, {
    state: 'error',
    cause: `The gate could not tell: SAST: ${why}.`,
    scans: [
      { scan: 'sast', state: 'failed', failOn: 'high', cause: why },
      { ...OK, cause: 'not scanned: 2 submodules' },
    ],
  });
  for (const [language, sentence, causes] of [
    [
      'de',
      'Das Gate konnte nicht urteilen: SAST: er hat länger als 20 Minuten gedauert.',
      ['er hat länger als 20 Minuten gedauert', 'nicht gescannt: 2 Submodule'],
    ],
    [
      'ja',
      'ゲートは判定できませんでした: SAST: 20 分を超えました。',
      ['20 分を超えました', 'スキャンされていないもの: サブモジュール 2 個'],
    ],
  ] as const) {
    await page.goto(`${mr.url}?lang=${language}`);
    const card = gateCard(page);
    await expect(card.locator('.mrg-card__sentence')).toHaveText(sentence);
    await expect(card.locator('.mrg-scans__cause')).toHaveText([...causes]);
    await look(card, `card-causes-${language}`);
  }
});

test('at 320 px, at 200 % and in forced colours nothing of the card is cut off', async ({
  gitlab,
  browser1,
}) => {
  const page = await visitAs(browser1, gitlab, 'dev');
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'narrow', { 'src/narrow.ts': 'export {};\n' });
  await postVerdict(gitlab, mr, CASES.failed!.verdict!);
  for (const [name, width, height] of [
    ['320', 320, 800],
    ['half', 680, 450],
    ['4k', 3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto(mr.url);
    const card = gateCard(page);
    await expectState(card, 'failed');
    await expect(card.locator('.mrg-card__footer')).toBeVisible();
    expect.soft(await clipped(page.locator('mr-gate-card')), name).toEqual([]);
    await look(card, `card-size-${name}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.reload();
  const card = gateCard(page);
  await expectState(card, 'failed');
  await expect(card.locator('.mrg-card__footer')).toBeVisible();
  // What is a button by its colour alone elsewhere has an edge here.
  const edge = await card
    .getByRole('button', { name: 'Run again' })
    .evaluate((button) => Number.parseFloat(getComputedStyle(button).borderTopWidth));
  expect(edge).toBeGreaterThan(0);
  await look(card, 'card-forced-colours');
});
