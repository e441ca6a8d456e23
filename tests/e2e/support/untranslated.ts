import type { Locator } from '@playwright/test';

/** Words that are the same in every language: names, code, what GitLab or a person wrote. */
export type Known = readonly (string | RegExp)[];

/**
 * Texts below an element of ours that are not in a catalog: in the pseudo-language every text stands in ⟦ and ⟧. Looked
 * at: text that is rendered, and what is read out or shown on hover. Left out: `lang="en"` inside it (the gate's own
 * words), code, and what `known` names.
 */
export async function untranslated(of: Locator, known: Known): Promise<string[]> {
  const found = await of.evaluate((root) => {
    const texts: string[] = [];
    const walk = (node: Node): void => {
      if (node instanceof Element) {
        if (node.matches('style, script, [lang="en"], code, pre, textarea, time')) return;
        if (node !== root && !node.checkVisibility()) return;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const value = node.getAttribute(name);
          if (value) texts.push(value);
        }
        if (node.shadowRoot) for (const child of node.shadowRoot.childNodes) walk(child);
        // A text may stand in several nodes: a sentence with a link in it has its marks around both.
        const own = [...node.childNodes].filter((child) => child instanceof Text);
        if (own.length > 0) texts.push(node.textContent ?? '');
      }
      for (const child of node.childNodes) walk(child);
    };
    walk(root);
    return texts;
  });
  const bare = found
    .map((text) => {
      let rest = text;
      // From the inside out: a text may hold another one.
      for (let before = ''; before !== rest; ) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
      }
      for (const word of known)
        rest = rest.replaceAll(typeof word === 'string' ? word : new RegExp(word, 'g'), ' ');
      return { text, rest };
    })
    .filter(({ rest }) => /\p{L}{2}/u.test(rest));
  return [
    ...new Set(
      bare.map(({ text, rest }) => `${rest.trim().slice(0, 80)}   in   ${text.trim().slice(0, 160)}`),
    ),
  ];
}

/** Elements of ours whose text is cut off, or that stick out of their window. */
export async function clipped(of: Locator): Promise<string[]> {
  return of.evaluate((root) => {
    const found: string[] = [];
    const walk = (element: Element): void => {
      if (element.shadowRoot) for (const child of element.shadowRoot.children) walk(child);
      for (const child of element.children) walk(child);
      if (!(element instanceof HTMLElement) || element.getClientRects().length === 0) return;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const name = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 60)}"`;
      const cuts = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && box.width > 1;
      if (cuts && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${name}`);
      const scrolls = element.closest('[tabindex="0"], dialog') !== null;
      if (!scrolls && box.width > 1 && box.right > document.documentElement.clientWidth + 1)
        found.push(`sticks out: ${name}`);
    };
    walk(root);
    return found;
  });
}
