import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from './button.tsx';
import { keepFocusIn } from './keep-focus.ts';
import { useHeldFocus } from './use-held-focus.ts';

interface DialogProps {
  title: ComponentChildren;
  /** Under the title, inside the header. */
  subtitle?: ComponentChildren;
  /** Beside the title, left of the close button. */
  actions?: ComponentChildren;
  footer?: ComponentChildren;
  children: ComponentChildren;
  /** Called for Escape, the close button and the browser's own ways to close; the parent unmounts. */
  onClose: () => void;
  placement?: 'center' | 'drawer';
  size?: 'medium' | 'large';
  closeLabel?: string;
  testId?: string;
}

/**
 * A modal layer on the native `<dialog>`: the browser's top layer puts it over whatever the page stacks,
 * makes the rest inert, closes only the topmost on Escape, and gives focus back to where it came from.
 */
export function Dialog(props: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const onClose = useRef(props.onClose);
  onClose.current = props.onClose;
  const titleId = useId();
  useHeldFocus(dialog);

  // Layout effects, since passive ones clean up after the next layer has opened and would take its focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const root = element.getRootNode();
    const before = (root instanceof ShadowRoot ? root : document).activeElement;
    element.showModal();
    // The first field may be far down: start at the title unless something asked for the focus.
    if (!element.querySelector('[autofocus]')) heading.current?.focus();
    return () => {
      // Closing fires its event later; that it was us is no wish of the person's.
      onClose.current = () => {};
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const classes = ['mrg-dialog'];
  if (props.placement === 'drawer') classes.push('mrg-dialog--drawer');
  if (props.size === 'large') classes.push('mrg-dialog--large');
  return (
    <dialog
      ref={dialog}
      class={classes.join(' ')}
      aria-labelledby={titleId}
      data-testid={props.testId}
      onKeyDown={(event) => keepFocusIn(event.currentTarget, event)}
      onCancel={(event) => {
        // A file picker's or an inner layer's cancel bubbles; only our own closes.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose.current();
      }}
      // Browsers close without a cancel event when Escape is pressed twice without other input.
      onClose={(event) => {
        if (event.target === event.currentTarget) onClose.current();
      }}
    >
      <div class="mrg-dialog__header">
        <div class="mrg-dialog__heading">
          <h2 class="mrg-dialog__title" id={titleId} ref={heading} tabIndex={-1}>
            {props.title}
          </h2>
          {props.subtitle}
        </div>
        {props.actions}
        <Button
          variant="tertiary"
          icon="close"
          label={props.closeLabel ?? t('common.close')}
          onClick={() => props.onClose()}
        />
      </div>
      <div class="mrg-dialog__body">{props.children}</div>
      {props.footer && <div class="mrg-dialog__footer">{props.footer}</div>}
    </dialog>
  );
}
