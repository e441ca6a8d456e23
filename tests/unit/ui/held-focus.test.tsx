// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import { useRef, useState } from 'preact/hooks';
import { afterEach, expect, test } from 'vitest';
import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useFocusWhenLost } from '../../../components/ui/use-focus-when-lost.ts';
import { useHeldFocus } from '../../../components/ui/use-held-focus.ts';

afterEach(cleanup);

const focused = () => document.activeElement?.textContent;

let next = () => {};

/** A form of steps between two things that stay. What each step shows is up to the test. */
function Steps({ steps }: { steps: readonly (() => preact.JSX.Element | null)[] }) {
  const area = useRef<HTMLDivElement>(null);
  useHeldFocus(area);
  const [at, setAt] = useState(0);
  next = () => setAt(at + 1);
  const Step = steps[at] ?? (() => null);
  return (
    <div ref={area}>
      <button type="button">Before</button>
      <section>
        <Step key={at} />
      </section>
      <button type="button">After</button>
    </div>
  );
}

const button = (name: string) => () => <button type="button">{name}</button>;

test('what takes the place of what had the focus gets it', async () => {
  render(<Steps steps={[button('Edit'), button('Save')]} />);
  screen.getByRole('button', { name: 'Edit' }).focus();
  next();
  await waitFor(() => expect(focused()).toBe('Save'));
});

test('where nothing takes its place, the next stop does, and where none comes, the last', async () => {
  render(<Steps steps={[button('Dismiss'), () => null]} />);
  screen.getByRole('button', { name: 'Dismiss' }).focus();
  next();
  await waitFor(() => expect(focused()).toBe('After'));
  screen.getByRole('button', { name: 'After' }).remove();
  await waitFor(() => expect(focused()).toBe('Before'));
});

test('what asks for the focus as it appears gets it, a second time too', async () => {
  const form = () => (
    <>
      <button type="button">Help</button>
      <TextField label="Reason" value="" onInput={() => {}} autofocus />
    </>
  );
  const plan = () => {
    const text = useRef<HTMLParagraphElement>(null);
    useFocusWhenLost(text);
    return (
      <>
        <button type="button">Write</button>
        <p ref={text} tabIndex={-1}>
          The plan
        </p>
      </>
    );
  };
  const asking = () => (
    <>
      <button type="button">Delete</button>
      <Button autofocus>Cancel</Button>
    </>
  );
  render(<Steps steps={[form, plan, form, asking]} />);
  expect(document.activeElement).toBe(screen.getByLabelText('Reason'));
  next();
  await waitFor(() => expect(focused()).toBe('The plan'));
  next();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Reason')));
  next();
  await waitFor(() => expect(focused()).toBe('Cancel'));
});

test('who has gone elsewhere stays there', async () => {
  render(
    <>
      <Steps steps={[button('Edit'), button('Save')]} />
      <button type="button">GitLab’s</button>
    </>,
  );
  screen.getByRole('button', { name: 'Edit' }).focus();
  screen.getByRole('button', { name: 'GitLab’s' }).focus();
  next();
  await screen.findByRole('button', { name: 'Save' });
  expect(focused()).toBe('GitLab’s');
  // Into nothing at all, as by a click on a text.
  (document.activeElement as HTMLElement).blur();
  next();
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Save' })).toBeNull());
  expect(document.activeElement).toBe(document.body);
});

test('who writes elsewhere in the page is not called back into a part of ours', async () => {
  const host = document.createElement('div');
  const comment = document.createElement('textarea');
  document.body.append(host, comment);
  const root = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(root);
  const plan = () => <TextField label="Reason" value="" onInput={() => {}} autofocus />;
  render(<Steps steps={[button('Review'), plan, button('Undo')]} />, { container: root });
  root.querySelectorAll('button')[1]?.focus();
  expect(host.shadowRoot?.activeElement?.textContent).toBe('Review');
  comment.focus();
  for (const shown of ['input', 'button:nth-child(1)']) {
    next();
    await waitFor(() => expect(root.querySelector(`section ${shown}`)).toBeTruthy());
    expect(document.activeElement).toBe(comment);
    expect(host.shadowRoot?.activeElement ?? null).toBeNull();
  }
  host.remove();
  comment.remove();
});
