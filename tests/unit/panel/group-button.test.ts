// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { createGroupButton } from '../../../entrypoints/group.content/group-button.ts';

afterEach(() => document.body.replaceChildren());

function mount(open: () => Promise<string | null>): { host: HTMLElement; button: HTMLButtonElement } {
  const host = createGroupButton(document, open, new AbortController().signal);
  document.body.append(host);
  const button = host.querySelector('button');
  if (!button) throw new Error('no button');
  return { host, button };
}

test('it is GitLab’s own secondary button', () => {
  const { button } = mount(async () => null);
  expect(button.textContent).toBe('Configure Scans');
  expect([...button.classList]).toEqual(['btn', 'btn-default', 'btn-md', 'gl-button']);
});

test('pressing it twice opens one panel', async () => {
  let answer: (problem: string | null) => void = () => {};
  const open = vi.fn(() => new Promise<string | null>((resolve) => (answer = resolve)));
  const { button } = mount(open);
  button.click();
  button.click();
  expect(open).toHaveBeenCalledOnce();
  expect(button.getAttribute('aria-busy')).toBe('true');
  answer(null);
  await vi.waitFor(() => expect(button.hasAttribute('aria-busy')).toBe(false));
});

test('what went wrong is shown beside it, as text', async () => {
  const { host, button } = mount(async () => '<b>Reload</b> the page.');
  button.click();
  await vi.waitFor(() =>
    expect(host.querySelector('[role=alert]')?.textContent).toBe('<b>Reload</b> the page.'),
  );
  expect(host.querySelector('b')).toBe(null);
});

test('where the page has no style for it, it has colours of its own, which follow the page’s', async () => {
  document.documentElement.className = '';
  const { button } = mount(async () => null);
  await vi.waitFor(() => expect(button.style.background).toBe('#fff'));
  const light = button.style.color;
  document.documentElement.className = 'gl-dark';
  await vi.waitFor(() => expect(button.style.background).toBe('#3a383d'));
  expect(button.style.color).not.toBe(light);
  document.documentElement.className = '';
  await vi.waitFor(() => expect(button.style.background).toBe('#fff'));
});
