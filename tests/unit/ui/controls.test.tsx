// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Button } from '../../../components/ui/button.tsx';
import { Checkbox } from '../../../components/ui/checkbox.tsx';
import { Menu } from '../../../components/ui/menu.tsx';
import { Progress } from '../../../components/ui/progress.tsx';
import { RadioGroup } from '../../../components/ui/radio.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useStore } from '../../../components/ui/use-store.ts';

afterEach(cleanup);

test('a button that is disabled for a reason can be focused, says why, and does nothing', () => {
  const onClick = vi.fn();
  render(
    <Button disabledReason="Select repositories first." onClick={onClick}>
      Configure Scans
    </Button>,
  );
  const button = screen.getByRole('button', {
    name: 'Configure Scans',
    description: 'Select repositories first.',
  });
  expect(button.hasAttribute('disabled')).toBe(false);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
});

test('a loading button does not act twice', () => {
  const onClick = vi.fn();
  render(
    <Button loading onClick={onClick}>
      Apply
    </Button>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(onClick).not.toHaveBeenCalled();
});

test('a checkbox tells whether shift was held, and shows "some"', () => {
  const onChange = vi.fn();
  render(<Checkbox checked={false} indeterminate label="Select all" onChange={onChange} />);
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all' });
  expect(box.indeterminate).toBe(true);
  fireEvent.click(box, { shiftKey: true });
  expect(onChange).toHaveBeenCalledWith(true, expect.objectContaining({ shiftKey: true }));
});

test('a radio group is named by its legend', () => {
  const onChange = vi.fn();
  render(
    <RadioGroup
      legend="Fail on severity"
      value="high"
      onChange={onChange}
      options={[
        { value: 'high', title: 'High and above' },
        { value: 'low', title: 'Low and above' },
      ]}
    />,
  );
  expect(screen.getByRole('group', { name: 'Fail on severity' })).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'Low and above' }));
  expect(onChange).toHaveBeenCalledWith('low');
});

test('a field with an error says so to everybody', () => {
  render(<TextField label="Reason" value="" error="Say why." onInput={() => {}} />);
  const input = screen.getByLabelText('Reason');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  const described = document.getElementById(input.getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toBe('Say why.');
});

test('a menu is made when it opens, leaves out links that are not safe, and arrows move in it', async () => {
  const onSelect = vi.fn();
  render(
    <Menu
      label="Actions"
      items={() => [
        { text: 'Exception', onSelect },
        { text: 'Locked', disabledReason: 'Read-only.', onSelect },
        { text: 'Evil', href: 'javascript:alert(1)' },
        { text: 'Open', href: 'https://gitlab.example/acme' },
      ]}
    />,
  );
  expect(screen.queryByText('Open')).toBe(null);
  fireEvent.click(screen.getByRole('button', { name: 'Actions' }));
  await screen.findByText('Open');
  expect(screen.queryByText('Evil')).toBe(null);
  const items = screen.getAllByRole('menuitem', { hidden: true });
  items[0]?.focus();
  fireEvent.keyDown(items[0] as HTMLElement, { key: 'ArrowUp' });
  expect(document.activeElement?.textContent).toBe('Open');
  fireEvent.click(items[1] as HTMLElement);
  expect(onSelect).not.toHaveBeenCalled();
  fireEvent.click(items[0] as HTMLElement);
  expect(onSelect).toHaveBeenCalledOnce();
});

test('progress says how far, and never more than all', () => {
  render(<Progress label="Repositories done" done={30} total={24} />);
  const bar = screen.getByRole('progressbar', { name: 'Repositories done' });
  expect(bar.getAttribute('aria-valuenow')).toBe('24');
});

test('a component renders again for its own part of a store only', async () => {
  const store = createStore<{ a: number; b: number }>(() => ({ a: 1, b: 1 }));
  const rendered = vi.fn();
  function Part() {
    const a = useStore(store, (state) => state.a);
    rendered(a);
    return <p>a is {a}</p>;
  }
  render(<Part />);
  store.setState({ b: 2 });
  store.setState({ a: 5 });
  expect(await screen.findByText('a is 5')).toBeTruthy();
  expect(rendered.mock.calls).toEqual([[1], [5]]);
});
