import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { safeHref } from './safe-link.tsx';

export interface MenuItem {
  text: string;
  /** Why it can't be chosen now. */
  disabledReason?: string | undefined;
  onSelect?: () => void;
  /** A link instead of an action; left out where the target is not safe. */
  href?: string;
}

interface MenuProps {
  label: string;
  icon?: IconName | undefined;
  /** Text of the button; without it the button is three dots. */
  children?: ComponentChildren;
  /** Asked when the menu opens: a table has hundreds of menus, of which one is ever open. */
  items: () => readonly MenuItem[];
  baseUrl?: string | undefined;
}

/** A dropdown of actions. */
export function Menu({ label, icon, children, items, baseUrl }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  /** Pressing the button of an open menu closes it before the click comes, which must not open it again. */
  const pressedOpen = useRef(false);
  const button = () => anchor.current?.querySelector('button') ?? null;
  return (
    <span
      class="mrg-menu"
      ref={anchor}
      onPointerDownCapture={() => {
        pressedOpen.current = open;
      }}
    >
      <Button
        variant={children ? 'default' : 'tertiary'}
        icon={icon ?? (children ? undefined : 'ellipsis-v')}
        label={children ? undefined : label}
        expanded={open}
        controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open && !pressedOpen.current);
          pressedOpen.current = false;
        }}
      >
        {children}
        {children && <Icon name="chevron-down" size={12} />}
      </Button>
      {open && (
        <List
          id={id}
          label={label}
          items={items()}
          baseUrl={baseUrl}
          button={button}
          onClosed={() => setOpen(false)}
        />
      )}
    </span>
  );
}

interface ListProps {
  id: string;
  label: string;
  items: readonly MenuItem[];
  baseUrl: string | undefined;
  /** What the list belongs to, and the focus goes back to. */
  button: () => HTMLElement | null;
  onClosed: () => void;
}

const GAP = 4;

/**
 * The list is a native popover: above every scrolling or clipping parent, closed by Escape or a click elsewhere
 * without closing what lies beneath.
 */
function List({ id, label, items, baseUrl, button, onClosed }: ListProps) {
  const list = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = list.current;
    const at = button()?.getBoundingClientRect();
    if (!element || !at) return;
    element.showPopover?.();
    const size = element.getBoundingClientRect();
    const below = at.bottom + GAP;
    const top = below + size.height > window.innerHeight - GAP ? at.top - GAP - size.height : below;
    element.style.top = `${Math.max(GAP, top)}px`;
    element.style.left = `${Math.max(GAP, Math.min(at.right - size.width, window.innerWidth - size.width - GAP))}px`;
    itemsOf(element)[0]?.focus();
  }, []);

  const close = () => {
    list.current?.hidePopover?.();
    button()?.focus();
    onClosed();
  };
  return (
    <div
      ref={list}
      id={id}
      popover="auto"
      role="menu"
      aria-label={label}
      class="mrg-menu__list"
      onToggle={(event) => {
        if (event.newState === 'open') return;
        if (list.current?.contains(focused(list.current))) button()?.focus();
        onClosed();
      }}
      onKeyDown={(event) => moveFocus(event, event.currentTarget)}
    >
      {items.map((item) => {
        const href = item.href ? safeHref(item.href, baseUrl) : null;
        if (item.href && !href) return null;
        return href ? (
          <a
            key={item.text}
            class="mrg-menu__item"
            role="menuitem"
            href={href}
            target="_blank"
            rel="noopener noreferrer"
            onClick={close}
          >
            {item.text}
          </a>
        ) : (
          <button
            key={item.text}
            type="button"
            class="mrg-menu__item"
            role="menuitem"
            aria-disabled={item.disabledReason ? true : undefined}
            onClick={() => {
              if (item.disabledReason) return;
              close();
              item.onSelect?.();
            }}
          >
            <span>
              {item.text}
              {item.disabledReason && <span class="mrg-menu__note">{item.disabledReason}</span>}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function itemsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];
}

function focused(within: HTMLElement): Element | null {
  const root = within.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}

function moveFocus(event: KeyboardEvent, list: HTMLElement) {
  const items = itemsOf(list);
  const at = items.indexOf(focused(list) as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
