import { expect, type Page } from '@playwright/test';

/** What has the focus, also within a shadow root, as people find it. */
interface Focus {
  /** What a screen reader would call it, roughly: its label, else its text. */
  name: string;
  /** It lies in a part of ours, and not in GitLab's page. */
  ours: boolean;
  /** What keeps it from being seen to have the focus; empty: nothing. */
  unseen: string;
}

function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const world = globalThis as typeof globalThis & { hadFocus?: { element: Element; looks: string } | null };
    let active = document.activeElement;
    let ours = location.protocol.startsWith('chrome-extension');
    while (active?.shadowRoot?.activeElement) {
      ours ||= active.matches('[data-mr-gate-host], mr-gate-card');
      active = active.shadowRoot.activeElement;
    }
    if (!active || active === document.body) return { name: '', ours, unseen: 'nothing has the focus' };
    const labels = (active as HTMLInputElement).labels ?? [];
    const name = (
      active.getAttribute('aria-label') ??
      labels[0]?.textContent ??
      active.textContent ??
      ''
    ).trim();
    const looksOf = (element: Element) => {
      const { outline, boxShadow } = getComputedStyle(element);
      return `${outline} ${boxShadow}`;
    };
    // A heading that a dialog begins with is read out, and nothing can be done with it.
    const target = active.getAttribute('tabindex') !== '-1';
    // What had it before must look otherwise without it. A mouse leaves no ring, nor does the picker within a date.
    const before = world.hadFocus;
    const ringed = target && active.matches(':focus-visible');
    world.hadFocus = ringed ? { element: active, looks: looksOf(active) } : null;
    if (before?.element.isConnected && before.element !== active && looksOf(before.element) === before.looks)
      return { name, ours, unseen: `“${before.element.textContent}” looks the same without the focus` };
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const ring = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    const { top, bottom, left, right, width, height } = active.getBoundingClientRect();
    const inView =
      width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return { name, ours, unseen: ring || !target ? (inView ? '' : 'out of view') : 'no ring' };
  });
}

/**
 * A person at the keyboard alone. Whatever has the focus in a part of ours can be seen to have it: by a ring, in view,
 * and otherwise than without the focus.
 */
export async function byKeyboard(page: Page) {
  // Without motion nothing is halfway to its ring.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(type, () => document.documentElement.setAttribute('data-pointed', type), true);
  });

  const name = async (): Promise<string> => (await focusOf(page)).name;

  async function press(key: string): Promise<Focus> {
    await page.keyboard.press(key);
    const focus = await focusOf(page);
    if (focus.ours) expect(focus.unseen, `${key} came to “${focus.name}”`).toBe('');
    return focus;
  }

  /** Tab until what has the focus is called so. */
  async function tabTo(wanted: RegExp, key = 'Tab', most = 60): Promise<void> {
    for (let count = 0; count < most; count++) {
      if (wanted.test(await name())) return;
      await press(key);
    }
    throw new Error(`${key} never came to ${wanted}; it ended at “${await name()}”`);
  }

  return {
    name,
    press,
    tabTo,
    /** Goes to a button or link and presses Enter. */
    async choose(wanted: RegExp, key = 'Tab'): Promise<void> {
      await tabTo(wanted, key);
      await page.keyboard.press('Enter');
    },
    /** The focus comes to be here by itself, and can be seen. */
    async isAt(wanted: RegExp): Promise<void> {
      await expect.poll(name).toMatch(wanted);
      expect((await focusOf(page)).unseen, `the focus at ${wanted}`).toBe('');
    },
    /** Nothing was pointed at since this began, in this document. */
    async expectNoPointer(): Promise<void> {
      expect(await page.evaluate(() => document.documentElement.getAttribute('data-pointed'))).toBeNull();
    },
  };
}
