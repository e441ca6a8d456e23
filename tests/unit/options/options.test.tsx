// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Options } from '../../../components/options/options.tsx';
import { createOptions } from '../../../components/options/options-store.ts';
import { RequestFailed, type send } from '../../../utils/message-client.ts';
import type { RequestName } from '../../../utils/messages.ts';
import { DEFAULTS } from '../../../utils/settings.ts';
import { BASE, connection } from '../popup/fake-session.ts';

afterEach(cleanup);

function setUp(more: Partial<Record<RequestName, unknown>> = {}) {
  let connections = [connection()];
  const sent: [string, unknown][] = [];
  const removeGrant = vi.fn(async () => {});
  const removeAllGrants = vi.fn(async () => {});
  const copy = vi.fn(async () => {});
  const answer = (name: RequestName, params: unknown): unknown => {
    if (name in more) return more[name];
    switch (name) {
      case 'connect.list':
        return connections;
      case 'connect.remove':
        connections = [];
        return null;
      case 'settings.read':
        return DEFAULTS;
      case 'settings.setFeature': {
        const { feature, on } = params as { feature: string; on: boolean };
        return { ...DEFAULTS.features, [feature]: on };
      }
      case 'requests.latest':
        return [
          { at: '2026-06-01T12:00:00Z', baseUrl: BASE, method: 'GET', path: '/user', status: 200, ms: 3 },
        ];
      case 'diagnostics.make':
        return { text: 'MR Gate 1' };
      default:
        return null;
    }
  };
  const options = createOptions({
    send: (async (name: RequestName, params: unknown) => {
      sent.push([name, params]);
      const value = answer(name, params);
      if (value instanceof RequestFailed) throw value;
      return value;
    }) as typeof send,
    removeGrant,
    removeAllGrants,
    copy,
  });
  render(<Options options={options} version="1.2.3" />);
  return { sent, removeGrant, removeAllGrants, copy };
}

describe('options', () => {
  it('disconnect after asking, and give the host back', async () => {
    const { sent, removeGrant } = setUp();
    fireEvent.click(await screen.findByTestId('disconnect'));
    expect(sent.map(([name]) => name)).not.toContain('connect.remove');
    fireEvent.click(screen.getByTestId('disconnect-confirm'));
    expect(await screen.findByText(/^None\. Open a page of your GitLab/)).toBeTruthy();
    expect(sent).toContainEqual(['connect.remove', { baseUrl: BASE }]);
    expect(removeGrant).toHaveBeenCalledWith(BASE);
  });

  it('switch a feature; marks are nothing without the card', async () => {
    const { sent } = setUp();
    const marks = (): HTMLInputElement => screen.getByTestId('feature-diffMarks');
    fireEvent.click(await screen.findByTestId('feature-card'));
    await waitFor(() => expect(marks().disabled && !marks().checked).toBe(true));
    expect(sent).toContainEqual(['settings.setFeature', { feature: 'card', on: false }]);
  });

  it('copy the report that was shown', async () => {
    const { copy } = setUp();
    fireEvent.click(await screen.findByTestId('make-report'));
    expect(((await screen.findByTestId('report')) as HTMLTextAreaElement).value).toBe('MR Gate 1');
    fireEvent.click(screen.getByTestId('copy-report'));
    expect(await screen.findByText('Copied.')).toBeTruthy();
    expect(copy).toHaveBeenCalledWith('MR Gate 1');
  });

  it('say why not everything could be removed, and give back nothing then', async () => {
    const error = { kind: 'job_running', what: 'A job is under way in acme.', next: 'Stop it there.' };
    const { removeAllGrants } = setUp({ 'everything.remove': new RequestFailed(error) });
    fireEvent.click(await screen.findByTestId('remove'));
    fireEvent.click(screen.getByTestId('remove-confirm'));
    expect(await screen.findByText(/A job is under way in acme/)).toBeTruthy();
    expect(removeAllGrants).not.toHaveBeenCalled();
  });

  it('remove everything', async () => {
    const { removeAllGrants } = setUp();
    fireEvent.click(await screen.findByTestId('remove'));
    fireEvent.click(screen.getByTestId('remove-confirm'));
    expect(await screen.findByText(/^Everything was removed/)).toBeTruthy();
    expect(removeAllGrants).toHaveBeenCalledOnce();
  });
});
