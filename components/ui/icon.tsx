import {
  ALERT,
  CHECK_CIRCLE,
  CHEVRON_DOWN,
  CHEVRON_RIGHT,
  DASH,
  ERROR,
  EYE,
  INFORMATION_O,
  RETRY,
  STATUS_WAITING,
} from './icon-paths.ts';
import { IconShape } from './icon-shape.tsx';
import type { PANEL_ICONS } from './panel-icons.ts';

/** 16 × 16, filled with the text's colour; drawn here in the manner of GitLab's own icons. */
const PATHS = {
  alert: ALERT,
  error: ERROR,
  'information-o': INFORMATION_O,
  'check-circle': CHECK_CIRCLE,
  check:
    'M13.78 3.72a.75.75 0 0 1 0 1.06l-7 7a.75.75 0 0 1-1.06 0l-3.5-3.5a.75.75 0 0 1 1.06-1.06l2.97 2.97 6.47-6.47a.75.75 0 0 1 1.06 0Z',
  close:
    'M3.72 3.72a.75.75 0 0 1 1.06 0L8 6.94l3.22-3.22a.75.75 0 1 1 1.06 1.06L9.06 8l3.22 3.22a.75.75 0 1 1-1.06 1.06L8 9.06l-3.22 3.22a.75.75 0 0 1-1.06-1.06L6.94 8 3.72 4.78a.75.75 0 0 1 0-1.06Z',
  'chevron-down': CHEVRON_DOWN,
  'chevron-right': CHEVRON_RIGHT,
  'external-link':
    'M6.25 3a.75.75 0 0 1 0 1.5H3.5v8h8V9.75a.75.75 0 0 1 1.5 0v3.5c0 .41-.34.75-.75.75h-9.5a.75.75 0 0 1-.75-.75v-9.5c0-.41.34-.75.75-.75h3.5Zm7-2c.41 0 .75.34.75.75v4a.75.75 0 0 1-1.5 0V3.56L8.03 8.03a.75.75 0 0 1-1.06-1.06l4.47-4.47H9.25a.75.75 0 0 1 0-1.5h4Z',
  retry: RETRY,
  'status-waiting': STATUS_WAITING,
  dash: DASH,
  eye: EYE,
  copy: 'M9.25 1C10.22 1 11 1.78 11 2.75V4h1.25c.97 0 1.75.78 1.75 1.75v7.5c0 .97-.78 1.75-1.75 1.75h-5.5C5.78 15 5 14.22 5 13.25V12H3.75C2.78 12 2 11.22 2 10.25v-7.5C2 1.78 2.78 1 3.75 1h5.5Zm3 4.5h-5.5a.25.25 0 0 0-.25.25v7.5c0 .14.11.25.25.25h5.5c.14 0 .25-.11.25-.25v-7.5a.25.25 0 0 0-.25-.25Zm-3-3h-5.5a.25.25 0 0 0-.25.25v7.5c0 .14.11.25.25.25H5V5.75C5 4.78 5.78 4 6.75 4H9.5V2.75a.25.25 0 0 0-.25-.25Z',
  link: 'M9.03 4.03a.75.75 0 1 1-1.06-1.06l.9-.9a3.6 3.6 0 1 1 5.08 5.1l-2 2a3.6 3.6 0 0 1-5.1 0 .75.75 0 1 1 1.07-1.06 2.1 2.1 0 0 0 2.97 0l2-2a2.1 2.1 0 1 0-2.97-2.97l-.89.89ZM4.05 6.83a3.6 3.6 0 0 1 5.1 0 .75.75 0 1 1-1.07 1.06 2.1 2.1 0 0 0-2.97 0l-2 2a2.1 2.1 0 1 0 2.97 2.97l.89-.89a.75.75 0 0 1 1.06 1.06l-.9.9a3.6 3.6 0 1 1-5.08-5.1l2-2Z',
} as const;

export type IconName = keyof typeof PATHS | keyof typeof PANEL_ICONS;

const known: Record<string, string> = { ...PATHS };

/** Makes icons known that not every surface has. */
export function addIcons(paths: Readonly<Record<string, string>>): void {
  Object.assign(known, paths);
}

interface IconProps {
  name: IconName;
  size?: number;
  /** Read out where the icon stands alone; without it the icon is decoration. */
  label?: string | undefined;
}

export function Icon({ name, size, label }: IconProps) {
  return <IconShape path={known[name] ?? ''} size={size} label={label} />;
}
