import { TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { openGroup, setUp } from './support/group.ts';
import { look } from './support/look.ts';

test.setTimeout(120_000);

test('a gate of an older version is offered an update, which shows its changes and keeps what people changed', async ({
  gitlab,
  browser1,
}) => {
  const group = await openGroup(browser1, gitlab);
  await setUp(group);
  const { panel, page, job } = group;
  const push = (message: string, files: Record<string, string>) =>
    gitlab.push({ project: 'acme/mr-gate', branch: 'main', user: USERS.olga, message, files });
  const read = async (path: string): Promise<string> => {
    const file = `${gitlab.url}/api/v4/projects/acme%2Fmr-gate/repository/files/${path}/raw?ref=main`;
    const answer = await fetch(file, { headers: { 'private-token': TOKENS.olgaApi } });
    expect(answer.ok).toBe(true);
    return answer.text();
  };
  const [readme, pipeline, enrolment] = await Promise.all(
    ['README.md', '.gitlab-ci.yml', 'enrolled.json'].map(read),
  );
  const older = enrolment!.replace(/"program": "[^"]+"/, '"program": "0.0.9"');
  expect(older).not.toBe(enrolment);
  await push('MR Gate: set up\n\nMR-Gate-Job: earlier\n', {
    'README.md': '# An older readme\n',
    'enrolled.json': older,
  });
  const edited = pipeline!.replace('  interruptible: false', '  interruptible: false\n  tags: [ours]');
  await push('Our runner', { '.gitlab-ci.yml': edited });

  await panel.getByRole('button', { name: 'Reload' }).click();
  const offer = panel.getByRole('button', { name: 'See what changes' });
  await expect(offer).toBeVisible();
  await look(page, 'update-notice');
  await offer.click();
  const dialog = page.getByTestId('update-dialog');
  await expect(dialog.getByRole('region', { name: 'Change to README.md' })).toContainText(
    '- # An older readme',
  );
  await expect(dialog.getByText('it stays as it is')).toBeVisible();
  await expectAccessible(page, 'update-dialog', PANEL_HOST);
  await dialog.getByTestId('start-update').click();
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await expect(job).toContainText('changed by hand: .gitlab-ci.yml');
  expect(await read('README.md')).toBe(readme);
  expect(await read('.gitlab-ci.yml')).toBe(edited);
  expect(await read('enrolled.json')).toBe(enrolment);
});
