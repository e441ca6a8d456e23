// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Expiry } from '../../../components/popup/expiry.tsx';
import { newTokenUrl, seenVersion } from '../../../components/popup/links.ts';
import { Popup } from '../../../components/popup/popup.tsx';
import { daysInWords } from '../../../components/popup/words.ts';
import { relativeTime } from '../../../utils/texts/dates.ts';
import { BASE, connection, fakeSession, NOW, refused } from './fake-session.ts';

afterEach(cleanup);

const show = (options: Parameters<typeof fakeSession>[0] = {}) => {
  const fake = fakeSession(options);
  void fake.session.start();
  render(<Popup session={fake.session} openOptions={() => {}} />);
  return fake;
};

describe('the popup', () => {
  it('goes from the grant over the token to the connection', async () => {
    const { granted, sent } = show({ answers: { 'connect.verify': connection() } });
    fireEvent.click(await screen.findByRole('button', { name: 'Allow access to gitlab.example' }));
    const field = await screen.findByLabelText('Token');
    expect(granted.has(BASE)).toBe(true);
    expect(field.getAttribute('type')).toBe('password');
    fireEvent.input(field, { target: { value: ' glpat-x ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Verify and connect' }));
    expect(await screen.findByText('Olga Novak')).toBeTruthy();
    expect(sent).toContainEqual(['connect.verify', { baseUrl: BASE, token: 'glpat-x' }]);
    expect(screen.getByRole('button', { name: 'Update token' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('glpat-x');
  });

  it('links to the token page with name and scope filled in, under the relative root', async () => {
    show({ granted: [BASE] });
    const link = await screen.findByRole('link', { name: /Create a token in GitLab/ });
    const url = new URL(link.getAttribute('href')!);
    expect(url.origin + url.pathname).toBe(`${BASE}/-/user_settings/personal_access_tokens`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ name: 'MR Gate', scopes: 'api' });
    fireEvent.click(screen.getByLabelText(/Read only/));
    await waitFor(() => expect(link.getAttribute('href')).toContain('scopes=read_api'));
    expect(newTokenUrl(BASE, 'api', null)).toContain('name=MR+Gate&');
  });

  it('links to where an older GitLab has that page, as far as its pages tell the version', () => {
    const page = (version: string | null) => new URL(newTokenUrl(BASE, 'api', version)).pathname;
    const at = new URL(BASE).pathname.replace(/\/$/, '');
    expect(page('15.7.0')).toBe(`${at}/-/profile/personal_access_tokens`);
    expect(page('16.11.2')).toBe(`${at}/-/profile/personal_access_tokens`);
    expect(page('17.0.1')).toBe(`${at}/-/user_settings/personal_access_tokens`);
    const seen = { baseUrl: BASE, page: 'groups:show' };
    expect(seenVersion({ ...seen, version: '16.2.1', signedInAs: 'olga' }, BASE)).toBe('16.2.1');
    expect(seenVersion({ ...seen, signedInAs: 'olga' }, BASE)).toBe('15');
    expect(seenVersion(seen, BASE)).toBeNull();
    expect(seenVersion({ ...seen, version: '15.0' }, 'https://other.example')).toBeNull();
  });

  it('links into the user’s own GitLab over http, and to documentation over https only', async () => {
    const http = 'http://127.0.0.1:3000';
    show({ granted: [http], opened: { baseUrl: http } });
    await screen.findByLabelText('Token');
    for (const link of screen.getAllByRole('link', { hidden: true })) {
      const href = link.getAttribute('href')!;
      expect(href.startsWith('https://docs.gitlab.com/') || href.startsWith(`${http}/`)).toBe(true);
    }
  });

  it('shows and hides the token, and keeps it meanwhile', async () => {
    show({ granted: [BASE] });
    const field = (await screen.findByLabelText('Token')) as HTMLInputElement;
    fireEvent.input(field, { target: { value: 'glpat-x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(screen.getByLabelText('Token').getAttribute('type')).toBe('text'));
    expect((screen.getByLabelText('Token') as HTMLInputElement).value).toBe('glpat-x');
    fireEvent.click(screen.getByRole('button', { name: 'Hide' }));
    await waitFor(() => expect(screen.getByLabelText('Token').getAttribute('type')).toBe('password'));
  });

  it('says an error aloud, with what to do next', async () => {
    show({ granted: [BASE], answers: { 'connect.verify': refused('token_wrong') } });
    fireEvent.input(await screen.findByLabelText('Token'), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Verify and connect' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('It is token_wrong.');
    expect(alert.textContent).toContain('Do something.');
  });

  it('says that access was refused', async () => {
    show({ requestGrant: async () => false });
    fireEvent.click(await screen.findByTestId('grant'));
    expect(await screen.findByText('Access was not allowed')).toBeTruthy();
    expect(screen.getByTestId('grant')).toBeTruthy();
  });

  it('warns of a GitLab over plain http on another machine', async () => {
    const plain = 'http://gitlab.corp';
    show({ granted: [plain], opened: { baseUrl: plain } });
    expect(await screen.findByText('This GitLab is not encrypted')).toBeTruthy();
  });

  it('says why there is nothing to connect, and takes an address', async () => {
    show({ sight: { kind: 'other', url: 'https://wiki.example/page' } });
    expect(await screen.findByText('wiki.example')).toBeTruthy();
    const field = screen.getByLabelText('Address of your GitLab');
    fireEvent.input(field, { target: { value: 'no address' } });
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect((await screen.findByRole('alert')).textContent).toContain('not an address');
    fireEvent.input(field, { target: { value: 'gitlab.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('heading', { name: 'Use MR Gate on gitlab.com?' })).toBeTruthy();
  });

  it('asks before it disconnects; Escape takes it back', async () => {
    const { sent } = show({ granted: [BASE], connections: [connection()] });
    fireEvent.click(await screen.findByTestId('disconnect'));
    const confirm = await screen.findByRole('region', { name: /Disconnect from/ });
    await waitFor(() => expect(confirm.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(confirm, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('disconnect-confirm')).toBeNull());
    fireEvent.click(screen.getByTestId('disconnect'));
    fireEvent.click(await screen.findByTestId('disconnect-confirm'));
    expect(await screen.findByText(`Disconnected from gitlab.example/gitlab.`)).toBeTruthy();
    expect(sent.map(([name]) => name)).toContain('connect.remove');
  });

  it('lists the other connected GitLabs and goes there', async () => {
    const other = connection({ baseUrl: 'https://other.example' });
    show({ granted: [BASE, other.baseUrl], connections: [connection(), other] });
    const list = await screen.findByRole('region', { name: 'Other connected GitLabs' });
    fireEvent.click(within(list).getByRole('button', { name: /other\.example/ }));
    expect(await screen.findByRole('heading', { name: 'other.example' })).toBeTruthy();
  });

  it('shows a hostile name as text', async () => {
    const user = {
      id: 1,
      username: 'o',
      name: '<img src=x onerror=alert(1)>\u202Eevil',
      kind: 'person',
    } as const;
    show({ granted: [BASE], connections: [connection({ user })] });
    expect(await screen.findByText(/<img src=x onerror=alert\(1\)>\[U\+202E\]evil/)).toBeTruthy();
    expect(document.querySelector('main img')).toBeNull();
  });

  it('takes the gate’s own token', async () => {
    show({
      opened: { baseUrl: BASE, view: 'gate-token', groupPath: 'acme/shop' },
      granted: [BASE],
      answers: { 'gateToken.put': { username: 'scanner' } },
    });
    fireEvent.input(await screen.findByLabelText('Token of the gate'), { target: { value: 'glpat-g' } });
    expect(screen.getByRole('link', { name: 'service account' }).getAttribute('href')).toBe(
      `${BASE}/groups/acme/-/settings/service_accounts`,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Verify and hand over' }));
    expect(await screen.findByText(/will act as @scanner/)).toBeTruthy();
  });
});

describe('words', () => {
  it.each([
    ['2026-06-02', 'mrg-badge--warning', 'ends tomorrow'],
    ['2026-06-14', 'mrg-badge--warning', '13 days left'],
    ['2026-06-15', null, '14 days left'],
    ['2026-06-01', 'mrg-badge--danger', 'ended'],
  ])('a token that ends on %s', (day, variant, words) => {
    render(<Expiry expiresAt={day} now={NOW} />);
    const badge = screen.getByText(words);
    expect(badge.className).toBe(variant ? `mrg-badge ${variant}` : 'mrg-badge');
  });

  it('a token without an end', () => {
    render(<Expiry expiresAt={null} now={NOW} />);
    expect(document.body.textContent).toContain('not told by GitLab');
    expect(daysInWords(1)).toBe('ends tomorrow');
  });

  it.each([
    [0, 'just now'],
    [61_000, '1 minute ago'],
    [7_200_000, '2 hours ago'],
    [86_400_000 * 3, '3 days ago'],
  ])('%i ms is %s', (ms, words) => {
    expect(relativeTime(new Date(NOW - ms).toISOString(), NOW)).toBe(words);
  });
});
