// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { createBadge, fillBadge } from '../../../components/list/badge.ts';
import { listBadge } from '../../../utils/list/list-state.ts';

/** WCAG 2's contrast of two colours `#rrggbb`. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const own = (declared: string) => /, (#[0-9a-f]{6})\)$/.exec(declared)?.[1] ?? '';

it.each(['success', 'failed', 'running', 'canceled'])(
  'a badge of %s is legible in its own colours, light and dark, and changes with the page',
  (status) => {
    const badge = listBadge(status);
    const item = createBadge(document, 'acme/app!1', badge, 'light');
    const pill = item.firstElementChild as HTMLElement;
    const light = [own(pill.style.background), own(pill.style.color)] as const;
    expect(contrast(...light)).toBeGreaterThan(4.5);
    fillBadge(item, badge, 'dark');
    const dark = [own(pill.style.background), own(pill.style.color)] as const;
    expect(contrast(...dark)).toBeGreaterThan(4.5);
    expect(dark).not.toEqual(light);
  },
);
