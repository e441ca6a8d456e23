import { configure, render, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import { Panel } from '../../../components/panel/panel.tsx';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import { BASE, type FakeServices, fakeServices, job, planOf } from './fixture.ts';

// A busy machine takes longer than the second that is waited by default.
configure({ asyncUtilTimeout: 20_000 });

/** The panel over a fake worker. */
export function open(services: FakeServices) {
  const onClose = vi.fn();
  render(<Panel groupPath="acme" baseUrl={BASE} services={services} onClose={onClose} />);
  return onClose;
}

/** A worker that loads a group, plans and applies. */
export function working(group: GroupSnapshot, more: Parameters<typeof fakeServices>[0] = {}, over = {}) {
  return fakeServices(
    {
      'page.connection': () => group.connection,
      'gitlab.pace': () => ({ perMinute: null }),
      'group.load': () => group,
      'plan.make': ({ wanted }) => planOf(group, wanted),
      'plan.countOpen': () => null,
      'apply.start': () =>
        job({ repos: [{ project: 13, path: 'acme/shop/backend/payments', webUrl: '', state: 'queued' }] }),
      ...more,
    },
    over,
  );
}

/** The table's row of a repository, by its path below the group. */
export async function rowOf(path: string): Promise<HTMLElement> {
  const link = await screen.findByText(
    (_, element) => element?.tagName === 'A' && element.textContent === path,
  );
  return link.closest('tr') as HTMLElement;
}

export const names = (services: FakeServices) => services.sent.map((message) => message.name);

/** What the last request of a name asked for. */
export function lastSent(services: FakeServices, name: FakeServices['sent'][number]['name']): unknown {
  return services.sent.findLast((message) => message.name === name)?.params;
}
