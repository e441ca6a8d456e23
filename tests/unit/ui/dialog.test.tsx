// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { Dialog } from '../../../components/ui/dialog.tsx';

afterEach(cleanup);

function Opener({ onClose }: { onClose: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {open && (
        <Dialog
          title="A title"
          onClose={() => {
            onClose();
            setOpen(false);
          }}
        >
          Content
        </Dialog>
      )}
    </>
  );
}

test('is modal and named by its title, which gets the focus, and gives the focus back', () => {
  const onClose = vi.fn();
  render(<Opener onClose={onClose} />);
  const opener = screen.getByRole('button', { name: 'Open' });
  opener.focus();
  fireEvent.click(opener);
  const dialog = screen.getByRole('dialog', { name: 'A title' });
  expect((dialog as HTMLDialogElement).open).toBe(true);
  expect(document.activeElement?.textContent).toBe('A title');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBe(null);
  expect(document.activeElement).toBe(opener);
  expect(onClose).toHaveBeenCalledOnce();
});

test('Escape closes it, and only it: a cancel from inside does not', () => {
  const onClose = vi.fn();
  render(
    <Dialog title="Outer" onClose={onClose}>
      <input aria-label="inner" />
    </Dialog>,
  );
  fireEvent(screen.getByLabelText('inner'), new Event('cancel', { bubbles: true, cancelable: true }));
  expect(onClose).not.toHaveBeenCalled();
  const cancel = new Event('cancel', { cancelable: true });
  fireEvent(screen.getByRole('dialog'), cancel);
  expect(onClose).toHaveBeenCalledOnce();
  // The parent unmounts it: the browser must not close it first, or the focus would be lost.
  expect(cancel.defaultPrevented).toBe(true);
});

test('taking it away is not closing: nobody is told', () => {
  const onClose = vi.fn();
  const { unmount } = render(
    <Dialog title="Step one" onClose={onClose}>
      x
    </Dialog>,
  );
  const dialog = screen.getByRole('dialog');
  unmount();
  dialog.dispatchEvent(new Event('close'));
  expect(onClose).not.toHaveBeenCalled();
});

test('Tab goes round in it, past what cannot have the focus', () => {
  render(
    <Dialog
      title="A title"
      onClose={() => {}}
      footer={
        <>
          <button type="button">Review</button>
          <button type="button" disabled>
            Apply
          </button>
        </>
      }
    >
      <input aria-label="Reason" />
      <button type="button" tabIndex={-1}>
        Row
      </button>
    </Dialog>,
  );
  const tab = (shiftKey = false) =>
    fireEvent.keyDown(document.activeElement!, { key: 'Tab', shiftKey, cancelable: true });
  const [close, review] = ['Close', 'Review'].map((name) => screen.getByRole('button', { name }));
  // From the title, which is before the first stop, back to the last one.
  expect(document.activeElement?.textContent).toBe('A title');
  expect(tab(true)).toBe(false);
  expect(document.activeElement).toBe(review);
  expect(tab()).toBe(false);
  expect(document.activeElement).toBe(close);
  expect(tab(true)).toBe(false);
  expect(document.activeElement).toBe(review);
  // In between, the browser leads.
  screen.getByLabelText('Reason').focus();
  expect(tab()).toBe(true);
  expect(tab(true)).toBe(true);
});
