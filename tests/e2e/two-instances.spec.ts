import { connect, gateCard } from '../browser/pages.ts';
import { BAD, FILE, GOOD } from '../demo/story.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { expect, test } from './fixtures.ts';
import { gate, OLGA, openGroup, setUp, showRow } from './support/group.ts';
import { expectState, openMergeRequest } from './support/merge-request.ts';

const OTHER_TOKEN = 'glpat-OttoOfTheOtherGitLab';

test.setTimeout(150_000);

/** What a GitLab was asked with a token that is not one of its own, or by somebody who works on the other one. */
function strange({ requests }: EmbeddedGitLab, users: readonly string[]) {
  return requests
    .filter(({ auth, status, username }) =>
      auth === 'token' ? status === 401 || (username !== null && !users.includes(username)) : false,
    )
    .map(({ method, path, status, username }) => `${status} ${method} ${path} ${username}`);
}

test('two GitLabs at once: each with its own token, panel and cards, and nothing of the one goes to the other', async ({
  gitlab: first,
  browser1,
}) => {
  const second = await startGitLab({ host: '127.0.0.1', root: '/gitlab', layout: 'classic' });
  try {
    const otto = second.world.tokens.find(({ token }) => token === TOKENS.ottoApi);
    if (!otto) throw new Error('No token of Otto’s');
    otto.token = OTHER_TOKEN;
    // What belongs to the first alone is refused by the second, and the other way round.
    second.world.tokens = second.world.tokens.filter(({ token }) => token !== TOKENS.olgaApi);
    first.world.tokens = first.world.tokens.filter(({ token }) => token !== TOKENS.ottoApi);

    const here = await openGroup(browser1, first, OLGA);
    const there = await openGroup(browser1, second, { username: USERS.otto, token: OTHER_TOKEN });
    await Promise.all([setUp(here), setUp(there)]);
    await Promise.all([gate(here, [PROJECTS.checkout]), gate(there, [PROJECTS.payments])]);
    for (const [{ panel }, group, path, gated] of [
      [here, here, PROJECTS.checkout, true],
      [here, here, PROJECTS.payments, false],
      [there, there, PROJECTS.checkout, false],
      [there, there, PROJECTS.payments, true],
    ] as const) {
      const back = panel.getByRole('button', { name: 'Back to repositories' });
      if (await back.isVisible()) await back.click();
      const row = await showRow(group, path);
      await expect(row).toContainText(gated ? 'Gated' : 'Not configured');
    }
    const hooks = ({ world }: EmbeddedGitLab) => world.hooks.map(({ url }) => new URL(url).origin);
    expect(hooks(first)).toEqual([new URL(first.url).origin]);
    expect(hooks(second)).toEqual([new URL(second.url).origin]);

    await test.step('cards on both', async () => {
      const bad = await openMergeRequest(first, { files: { [FILE]: BAD } });
      const good = await openMergeRequest(second, { files: { [FILE]: GOOD }, project: PROJECTS.payments });
      const cardAt = async (url: string) => {
        const page = await browser1.context.newPage();
        await page.goto(url);
        return gateCard(page);
      };
      const blocked = await cardAt(bad.web_url);
      const passed = await cardAt(good.web_url);
      await expectState(blocked, 'failed');
      await expectState(passed, 'passed');
      const place = new RegExp(`^${first.url}/${PROJECTS.checkout}/`);
      await expect(blocked.getByRole('link', { name: FILE }).first()).toHaveAttribute('href', place);
      for (const [card, other] of [
        [blocked, second],
        [passed, first],
      ] as const) {
        const links = await card
          .getByRole('link')
          .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
        expect(links.filter((href) => href.startsWith(new URL(other.url).origin))).toEqual([]);
      }
    });

    await test.step('leaving the one leaves the other', async () => {
      const popup = await browser1.openPopup(`base=${encodeURIComponent(first.url)}`);
      await popup.getByTestId('disconnect').click();
      await popup.getByTestId('disconnect-confirm').click();
      await expect(popup.getByTestId('grant')).toBeVisible();
      await popup.close();
      await there.page.reload();
      await there.open();
      await expect(await showRow(there, PROJECTS.payments)).toContainText('Gated');
      const again = await connect(browser1, first.url, TOKENS.olgaApi);
      await expect(again.getByTestId('update')).toBeVisible();
    });

    const bots = (gitlab: EmbeddedGitLab) =>
      gitlab.world.users.filter(({ bot }) => bot !== null).map(({ username }) => username);
    expect(strange(first, [USERS.olga, USERS.dev, ...bots(first)])).toEqual([]);
    expect(strange(second, [USERS.otto, USERS.dev, ...bots(second)])).toEqual([]);
    // A path of the one with or without its root would have been nothing to the other.
    expect(second.requests.filter(({ status }) => status >= 500)).toEqual([]);
  } finally {
    await second.close();
  }
});
