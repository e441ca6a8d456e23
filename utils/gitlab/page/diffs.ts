/**
 * The markup of GitLab's two ways to show changes. Both are followed by what they say of themselves (paths and line
 * numbers in attributes), never by position: rows are recycled, streamed, folded and replaced at any time.
 */
export interface DiffEngine {
  name: 'vue' | 'rapid';
  /** GitLab versions whose markup it is, and when that was last looked at. */
  gitlab: string;
  seen: string;
  /** Whether files are parsed into the page as they come from the server, node by node (`HtmlStream`, app/assets/javascripts/streaming). */
  streamed: boolean;
  /** A file's element. */
  file: string;
  /** Attributes whose change makes an element another file's or another line's. */
  attributes: readonly string[];
  /** The part of a file's header that has room for a count. */
  header: string;
  /** Path in the new version of the file; null: the markup does not say. */
  path(file: Element): string | null;
  /** What names a line of the new version, and the attribute that has its number. */
  numbered: string;
  number: string;
  /** The cell with the line's text, of what names it; null: there is none. */
  cell(numbered: Element): Element | null;
}

export const DIFF_ENGINES: readonly DiffEngine[] = [
  {
    name: 'rapid',
    gitlab: '18 on request, 19 by default: GitLab’s own templates, no captured page',
    seen: '2026-09',
    streamed: true,
    file: 'diff-file[data-file-data]',
    attributes: ['data-file-data', 'data-line-number'],
    header: '.rd-diff-file-stats',
    path(file) {
      try {
        const data = JSON.parse(file.getAttribute('data-file-data') ?? '') as { new_path?: unknown } | null;
        return typeof data?.new_path === 'string' ? data.new_path : null;
      } catch {
        return null;
      }
    },
    numbered: '.rd-line-number[data-position="new"] > .rd-line-link',
    number: 'data-line-number',
    cell(link) {
      // Side by side the number's own content follows it; inline there is one content cell.
      const content = link.parentElement?.nextElementSibling;
      return content?.classList.contains('rd-line-content') ? content : null;
    },
  },
  {
    name: 'vue',
    gitlab: '12.9 to 18, and later where Rapid Diffs are switched off',
    seen: '2026-03',
    streamed: false,
    file: '.diff-file[data-path]',
    // `data-interop-*` are made for integrations, and have been the same since 12.9.
    attributes: ['data-path', 'data-interop-new-line'],
    header: '.file-header-content',
    path: (file) => file.getAttribute('data-path'),
    numbered: '[data-interop-new-line]',
    number: 'data-interop-new-line',
    cell: (side) => side.querySelector('.line_content'),
  },
];

/** All files' elements, of whichever engine. */
export const DIFF_FILES = DIFF_ENGINES.map(({ file }) => file).join(', ');

/**
 * The tab of the changes where GitLab switches to it within the page (`tab_link_for`, 11 to 19). Where it loads a new
 * page instead, the toggle is empty.
 */
export const CHANGES_TAB = '.merge-request-tabs a[data-action="diffs"][data-toggle="tabvue"]';

/** Attributes to watch below the changes. */
export const DIFF_ATTRIBUTES = DIFF_ENGINES.flatMap(({ attributes }) => attributes);

export function engineOf(file: Element): DiffEngine | null {
  return DIFF_ENGINES.find((engine) => file.matches(engine.file)) ?? null;
}

/** The cell that holds a line of the new version; null: it is not shown. */
export function lineOf({ numbered, number, cell }: DiffEngine, file: Element, line: number): Element | null {
  const named = file.querySelector(`${numbered}[${number}="${line}"]`);
  return named && cell(named);
}

/**
 * The lines `from` to `to` of the new version that a file shows, each with what names it. One walk for all of them: a
 * file can have thousands of lines and hundreds of findings.
 */
export function linesOf(
  { numbered, number }: DiffEngine,
  file: Element,
  from: number,
  to: number,
): ReadonlyMap<number, Element> {
  const lines = new Map<number, Element>();
  for (const named of file.querySelectorAll(numbered)) {
    const line = Number(named.getAttribute(number));
    if (line >= from && line <= to && !lines.has(line)) lines.set(line, named);
  }
  return lines;
}

/**
 * Whether a file's element is one that GitLab's virtual scroller has put aside to use it again: it stands far above
 * the page, with the file that it last showed.
 */
export function isParked(file: Element): boolean {
  return recycledView(file)?.style.transform.startsWith('translateY(-9999px') ?? false;
}

/** Whether GitLab's virtual scroller renders a file's element, which it does near what one sees alone. */
export function isRecycled(file: Element): boolean {
  return recycledView(file) !== null;
}

function recycledView(file: Element): HTMLElement | null {
  return file.closest<HTMLElement>('.vue-recycle-scroller__item-view');
}

/**
 * Whether the address asks for an older version of the changes, or for one commit's: their lines are not the head's.
 */
export function showsOtherVersion(location: Location | URL): boolean {
  return /[?&](?:diff_id|commit_id)\b/.test(location.search);
}
