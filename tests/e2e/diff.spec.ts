import type { Page } from '@playwright/test';
import { PROJECTS } from '../gitlab/seed-names.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { look } from './support/look.ts';
import { type MergeRequestOf, openMergeRequest, postVerdict, visitAs } from './support/verdict.ts';

const LINES = `${Array.from({ length: 30 }, (_, at) => `export const value${at + 1} = ${at + 1};`).join('\n')}\n`;
const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };

/** Each marked line as `path:line label`, told by GitLab's own attributes around it, not by ours. */
function marked(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-mr-gate-line]')]
      .filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().bottom > -5000)
      .map((cell) => {
        const rapid = cell.closest('diff-file');
        const path = rapid
          ? JSON.parse(rapid.getAttribute('data-file-data') ?? '').new_path
          : cell.closest('.diff-file')?.getAttribute('data-path');
        const line = rapid
          ? cell.previousElementSibling?.querySelector('a')?.getAttribute('data-line-number')
          : cell.parentElement?.getAttribute('data-interop-new-line');
        return `${path}:${line} ${cell.getAttribute('data-mr-gate-label')}`;
      }),
  );
}

const TWO = [
  'src/config/aws.ts:12 Critical: AWS access key',
  'src/hash.ts:3 Low: Weak hash',
  'src/hash.ts:7 High: Eval (and 1 more)',
];

async function blockedTwice(mr: MergeRequestOf, gitlab: Parameters<typeof postVerdict>[0]) {
  await postVerdict(gitlab, mr, {
    findings: {
      ...NONE,
      blocking: [
        finding(),
        finding({ file: 'src/hash.ts', startLine: 7, endLine: 7, severity: 'high', name: 'Eval' }),
      ],
      introduced: [
        finding({ file: 'src/hash.ts', startLine: 3, endLine: 3, severity: 'low', name: 'Weak hash' }),
        finding({ file: 'src/hash.ts', startLine: 7, endLine: 7, severity: 'low', name: 'Odd' }),
      ],
      existing: [finding({ file: 'src/hash.ts', startLine: 1, endLine: 1 })],
    },
  });
}

for (const [engine, query] of [
  ['Vue diffs', '?rapid_diffs_disabled=true'],
  ['Rapid Diffs', '?rapid_diffs=true'],
] as const) {
  test(`${engine}: findings stand on their lines in both views, and move nothing`, async ({
    gitlab,
    browser1,
  }) => {
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'marks', {
      'src/config/aws.ts': LINES,
      'src/hash.ts': LINES,
      'src/clean.ts': LINES,
    });
    await blockedTwice(mr, gitlab);
    const page = await visitAs(browser1, gitlab, 'dev');
    // All three files are near what one sees.
    await page.setViewportSize({ width: 1280, height: 1200 });

    await test.step('inline, opened by its address', async () => {
      await page.goto(`${mr.url}/diffs${query}`);
      await expect.poll(() => marked(page)).toEqual(TWO);
      const counts = page.locator('[data-mr-gate-count]');
      await expect(counts).toHaveCount(2);
      await expect(counts.last()).toHaveAttribute('data-mr-gate-label', '3 new findings');
      // A line, its file's header and what stands around them, for who looks at the pictures.
      await page
        .locator('[data-mr-gate-line]')
        .last()
        .evaluate((cell) => cell.scrollIntoView({ block: 'center' }));
    });

    await test.step('each with a bar, which GitLab’s own style of the cell does not hide, and well to read', async () => {
      for (const cell of await page.locator('[data-mr-gate-line]').all())
        await expect(cell).toHaveCSS('box-shadow', /3px 0px 0px 0px inset/);
      await expectAccessible(
        page,
        `diff-${engine}-inline`,
        '[data-mr-gate-line], [data-mr-gate-count], mr-gate-diff',
      );
    });

    await test.step('the card in the closed tab is drawn when one opens it, not before', async () => {
      const card = page.locator('mr-gate-card .mrg-card');
      await expect(page.locator('mr-gate-card')).toHaveCount(1);
      await expect(card).toHaveCount(0);
      await page.locator('.merge-request-tabs a[data-action="show"]').click();
      await expect(card).toHaveAttribute('data-state', 'failed');
      await expect(card.locator('.mrg-findings').first()).toBeVisible();
      await page.locator('.merge-request-tabs a[data-action="diffs"]').click();
      await expect.poll(() => marked(page)).toEqual(TWO);
    });

    await test.step('side by side, switched in the page', async () => {
      await page.getByTestId('parallel-diff-button').click();
      await expect(page.locator('.parallel, .rd-hunk-lines-parallel').first()).toBeVisible();
      await expect.poll(() => marked(page)).toEqual(TWO);
    });

    await test.step('a folded file, opened again', async () => {
      const fold = page.locator('.diff-toggle-caret, [data-click="toggleFile"]').last();
      await fold.click();
      await expect.poll(() => marked(page)).toEqual(TWO.slice(0, 1));
      await fold.click();
      await expect.poll(() => marked(page)).toEqual(TWO);
    });

    await test.step('in the dark, and in the older layout', async () => {
      await page.goto(`${mr.url}/diffs${query}&theme=dark&view=parallel&layout=classic`);
      await expect.poll(() => marked(page)).toEqual(TWO);
      await page
        .locator('[data-mr-gate-line]')
        .last()
        .evaluate((cell) => cell.scrollIntoView({ block: 'center' }));
      await look(page, `diff-${engine}-parallel-dark`);
      await page.goto(`${mr.url}/diffs${query}&theme=light`);
    });

    await test.step('marks take no room: each line, and all in the files’ headers, is where it was without them', async () => {
      // The box that our count stands in may grow, into what is free beside it.
      const places = () =>
        page.evaluate(() =>
          [
            ...document.querySelectorAll(
              '.line_content, .rd-line-content, .file-title, .file-title :not(.file-header-content), .rd-diff-file-header, .rd-diff-file-header :not(.rd-diff-file-stats)',
            ),
          ].map((element) => `${element.className} ${JSON.stringify(element.getBoundingClientRect())}`),
        );
      await expect.poll(() => marked(page)).toEqual(TWO);
      const withMarks = await places();
      expect(withMarks.length).toBeGreaterThan(90);
      const taken = await page.evaluate(() => {
        const marks = [...document.querySelectorAll('[data-mr-gate-line], [data-mr-gate-count]')];
        for (const mark of marks)
          for (const name of mark.getAttributeNames())
            if (name.startsWith('data-mr-gate-')) mark.removeAttribute(name);
        return marks.length;
      });
      expect(taken).toBe(5);
      expect(await places()).toEqual(withMarks);
    });

    await test.step('F8 goes from one to the next, Shift+F8 back; not while one types', async () => {
      await page.reload();
      await expect.poll(() => marked(page)).toEqual(TWO);
      const current = page.locator('[data-mr-gate-current]');
      await page.keyboard.press('F8');
      await expect(current).toHaveText('export const value12 = 12;');
      await expect(current).toBeInViewport();
      await page.keyboard.press('F8');
      await expect(current).toHaveText('export const value3 = 3;');
      await page.keyboard.press('F8');
      await page.keyboard.press('F8');
      await expect(current).toHaveText('export const value12 = 12;');
      await page.keyboard.press('Shift+F8');
      await expect(current).toHaveText('export const value7 = 7;');
      await expect(page.locator('mr-gate-diff').getByRole('status')).toContainText(
        'Finding 3 of 3, src/hash.ts, line 7. New, at or above the threshold. High: Eval',
      );
    });

    await test.step('a push takes them away: these lines are not the head’s any more', async () => {
      const sha = await gitlab.push({
        project: PROJECTS.checkout,
        branch: 'marks',
        user: 'dev',
        message: 'More',
        files: { 'src/hash.ts': `// new first line\n${LINES}` },
      });
      await postVerdict(
        gitlab,
        { ...mr, sha },
        {
          findings: { ...NONE, blocking: [finding({ file: 'src/hash.ts', startLine: 8, endLine: 8 })] },
        },
      );
      await expect.poll(() => marked(page), { timeout: 45_000 }).toEqual([]);
      await page.reload();
      await expect.poll(() => marked(page)).toEqual(['src/hash.ts:8 Critical: AWS access key']);
    });
  });
}

for (const [engine, query, button] of [
  ['Vue diffs', '?rapid_diffs_disabled=true', '.js-unfold-all'],
  ['Rapid Diffs', '?rapid_diffs=true', '.rd-expand-lines-button'],
] as const) {
  test(`${engine}: a finding on a line that is not shown gets its mark when one expands it`, async ({
    gitlab,
    browser1,
  }) => {
    const lines = Array.from({ length: 60 }, (_, at) => `export const value${at + 1} = ${at + 1};`);
    const text = (changed: number[]) =>
      `${lines.map((line, at) => (changed.includes(at + 1) ? `${line} // changed` : line)).join('\n')}\n`;
    await gitlab.push({
      project: PROJECTS.checkout,
      branch: 'main',
      user: 'olga',
      message: 'Sixty values',
      files: { 'src/long.ts': text([]) },
    });
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'expand', { 'src/long.ts': text([5, 55]) });
    const at = (line: number) =>
      finding({ file: 'src/long.ts', startLine: line, endLine: line, name: `On ${line}` });
    await postVerdict(gitlab, mr, { findings: { ...NONE, blocking: [at(5), at(30)] } });
    const page = await visitAs(browser1, gitlab, 'dev');
    await page.goto(`${mr.url}/diffs${query}`);
    for (const view of ['inline', 'parallel']) {
      // What stands there until the view is switched looks the same.
      await page.locator('.diff-file, diff-file').evaluateAll((files) => {
        for (const file of files) file.setAttribute('data-before', '');
      });
      await page.getByTestId(`${view}-diff-button`).click();
      await expect(page.locator('[data-before]')).toHaveCount(0);
      await expect.poll(() => marked(page)).toEqual(['src/long.ts:5 Critical: On 5']);
      // One for what is before the first hunk, one for what is between the two.
      await expect(page.locator(button)).toHaveCount(2);
      await page.locator(button).last().click();
      await expect
        .poll(() => marked(page))
        .toEqual(['src/long.ts:5 Critical: On 5', 'src/long.ts:30 Critical: On 30']);
      await expect(page.locator('[data-mr-gate-line]').last()).toHaveText('export const value30 = 30;');
    }
  });
}

for (const [name, query, recycled] of [
  ['recycled files, inline', '?rapid_diffs_disabled=true&view=inline', true],
  ['recycled files, side by side', '?rapid_diffs_disabled=true&view=parallel', true],
  ['streamed files', '?rapid_diffs=true', false],
] as const) {
  test(`${name}: while one scrolls, every mark is on its own line`, async ({ gitlab, browser1 }) => {
    const path = (at: number) => `src/part${String(at).padStart(2, '0')}.ts`;
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [path(at), LINES]));
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'many', files);
    // Every third file, each on another line.
    const where = Array.from({ length: 17 }, (_, at) => ({
      file: path(at * 3),
      startLine: 2 + at,
      endLine: 2 + at,
    }));
    await postVerdict(gitlab, mr, {
      findings: { ...NONE, blocking: where.map((place, at) => finding({ ...place, name: `Finding ${at}` })) },
    });
    const wanted = new Set(
      where.map(({ file, startLine }, at) => `${file}:${startLine} Critical: Finding ${at}`),
    );
    const page = await visitAs(browser1, gitlab, 'dev');
    await page.goto(`${mr.url}/diffs${query}`);
    await expect.poll(() => marked(page)).toContain('src/part00.ts:2 Critical: Finding 0');
    // Those far away wait until they come near.
    expect((await marked(page)).length).toBeLessThan(5);

    const seen = new Set<string>();
    await page.mouse.move(700, 500);
    for (let at = 0; at < 40; at++) {
      await page.mouse.wheel(0, 900);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      for (const mark of await marked(page)) {
        expect(wanted).toContain(mark);
        seen.add(mark);
      }
    }
    expect(seen).toEqual(wanted);
    if (recycled) expect(await page.locator('.diff-file').count()).toBeLessThan(50);

    await test.step('and has its words as soon as one rests', async () => {
      const words = () =>
        page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('[data-mr-gate-line]')].map(
            (cell) => `${cell.title} ${getComputedStyle(cell, '::after').content}`,
          ),
        );
      await expect
        .poll(words)
        .toContain('New, at or above the threshold. Critical: Finding 16 "Critical: Finding 16"');
    });

    await test.step('F8 reaches a file that is far away', async () => {
      await page.mouse.wheel(0, -40_000);
      await expect.poll(() => marked(page)).toContain('src/part00.ts:2 Critical: Finding 0');
      await page.keyboard.press('Shift+F8');
      const current = page.locator('[data-mr-gate-current]');
      await expect(current).toHaveText('export const value18 = 18;');
      await expect(current).toBeInViewport();
      // The only mark on an 18th line is this file's.
      await expect(current).toHaveAttribute('data-mr-gate-label', 'Critical: Finding 16');
      expect(await marked(page)).toContain(`${path(48)}:18 Critical: Finding 16`);
      if (recycled)
        await expect(page.locator('.diff-file', { has: current })).toHaveAttribute('data-path', path(48));
    });
  });
}
