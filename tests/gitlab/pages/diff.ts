import { createHash } from 'node:crypto';
import type { DiffFile } from '../server/context.ts';
import { cut, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { clipboard } from './parts.ts';

/** One line of a unified diff with the numbers that it has on either side. */
export interface DiffLine {
  type: 'context' | 'added' | 'removed' | 'hunk';
  /** Where the line is; for a removed line the new number is that of the next line, and the other way round. */
  old: number;
  new: number;
  text: string;
  /** Of a hunk: the lines before it that are not shown, in numbers of the new version. */
  hidden?: HiddenLines;
}

export interface HiddenLines {
  since: number;
  to: number;
  /** Old number less new number. */
  offset: number;
}

export function parseDiff(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let oldLine = 0;
  let newLine = 0;
  for (const line of diff.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) {
      const since = Math.max(newLine, 1);
      oldLine = Number(hunk[1]);
      newLine = Number(hunk[2]);
      const hidden = { since, to: newLine - 1, offset: oldLine - newLine };
      lines.push({
        type: 'hunk',
        old: oldLine,
        new: newLine,
        text: line,
        ...(hidden.to >= since && { hidden }),
      });
    } else if (line.startsWith('+')) {
      lines.push({ type: 'added', old: oldLine, new: newLine++, text: line.slice(1) });
    } else if (line.startsWith('-')) {
      lines.push({ type: 'removed', old: oldLine++, new: newLine, text: line.slice(1) });
    } else if (line.startsWith(' ')) {
      lines.push({ type: 'context', old: oldLine++, new: newLine++, text: line.slice(1) });
    }
  }
  return lines;
}

export type DiffView = 'inline' | 'parallel';

/** Lines of the new version that a reader has asked for: context, since what changed is shown. */
export function contextLines(content: string, { since, to, offset }: HiddenLines): DiffLine[] {
  return content
    .split('\n')
    .slice(since - 1, to)
    .map((text, at) => ({ type: 'context', old: since + at + offset, new: since + at, text }));
}

/** Where the page's script finds what to ask for. */
export function expandData({ hidden }: DiffLine): Html {
  return html` data-since="${hidden?.since ?? ''}" data-to="${hidden?.to ?? ''}" data-offset="${hidden?.offset ?? ''}"`;
}

/** Rows alone, to be put in between. */
export function diffRows(path: string, lines: readonly DiffLine[], view: DiffView): Html {
  const hash = fileHash(path);
  return view === 'inline'
    ? html`${lines.map((line) => inlineRow(hash, line))}`
    : html`${pairLines(lines).map((pair) => parallelRow(hash, pair))}`;
}

/**
 * The changes of files in the grid of GitLab's Vue diffs (12.9 to 18, and later where Rapid Diffs are off): the rows
 * of both views are modelled on captured pages of 13 and 19. A file's id is the SHA-1 of its path, as in GitLab.
 */
export function diffFiles(files: DiffFile[], view: DiffView = 'inline'): Html {
  if (files.length === 0) return html`<p class="empty-line">There are no changes.</p>`;
  const parsed = files.map((file) => ({ file, lines: parseDiff(file.diff) }));
  return html`${diffStats(parsed)}
<div class="files diff-files-holder" data-testid="diffs-container">${parsed.map(({ file, lines }) => diffFile(file, lines, view))}</div>`;
}

/** How many files and lines changed. */
export function diffStats(files: readonly { lines: DiffLine[] }[]): Html {
  const count = (type: DiffLine['type']) =>
    files.reduce((sum, { lines }) => sum + lines.filter((line) => line.type === type).length, 0);
  return html`<div class="diff-stats-line">${files.length} ${files.length === 1 ? 'file' : 'files'} <strong class="cgreen">+${count('added')}</strong> <strong class="cred">−${count('removed')}</strong></div>`;
}

export function fileHash(path: string): string {
  return createHash('sha1').update(path).digest('hex');
}

/** Lines side by side: each removed one beside the added one that took its place. */
export function pairLines(lines: readonly DiffLine[]): { left: DiffLine | null; right: DiffLine | null }[] {
  const pairs: { left: DiffLine | null; right: DiffLine | null }[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.type === 'hunk' || line.type === 'context') {
      pairs.push({ left: line, right: line });
      at++;
      continue;
    }
    const end = lines.findIndex((next, index) => index >= at && !/^(added|removed)$/.test(next.type));
    const changed = lines.slice(at, end < 0 ? undefined : end);
    const removed = changed.filter(({ type }) => type === 'removed');
    const added = changed.filter(({ type }) => type === 'added');
    for (let row = 0; row < Math.max(removed.length, added.length); row++)
      pairs.push({ left: removed[row] ?? null, right: added[row] ?? null });
    at += changed.length;
  }
  return pairs;
}

function diffFile(file: DiffFile, lines: DiffLine[], view: DiffView): Html {
  const path = file.deletedFile ? file.oldPath : file.newPath;
  const hash = fileHash(path);
  const name = file.renamedFile ? `${file.oldPath} → ${file.newPath}` : path;
  const shown = lines.slice(0, 3000);
  return html`<div class="diff-file file-holder has-body" id="${hash}" data-path="${path}" data-testid="diff-file-${hash}">
<div class="js-file-title file-title file-title-flex-parent" data-testid="file-title-container"><div class="file-header-content"><button type="button" class="gl-button btn btn-icon btn-sm btn-default-tertiary diff-toggle-caret" aria-label="Hide file contents" aria-expanded="true">${icon('chevron-right')}</button>${icon('doc')}<a class="file-title-name" href="#${hash}" title="${name}" data-testid="file-name-content"><strong>${cut(name, 500)}</strong></a>${clipboard(path, 'Copy file path')}${
    file.newFile
      ? html`<span class="gl-badge badge-pill badge-success">new</span>`
      : file.deletedFile
        ? html`<span class="gl-badge badge-pill badge-danger">deleted</span>`
        : null
  }</div></div>
<div class="diff-content"><div class="diff-viewer">${
    lines.length === 0
      ? html`<p class="empty-line">No text changes.</p>`
      : html`<div class="diff-grid diff-table code diff-wrap-lines js-syntax-highlight ${view}">${diffRows(path, shown, view)}</div>`
  }</div></div>
</div>`;
}

function inlineRow(hash: string, line: DiffLine): Html {
  if (line.type === 'hunk') {
    return html`<div class="diff-grid-row diff-grid-row-full diff-tr line_holder match expansion"><div class="diff-grid-left diff-grid-3-col left-side"><div class="diff-td diff-line-num">${line.hidden && html`<button type="button" class="js-unfold-all" title="Show all unchanged lines"${expandData(line)}>↕</button>`}</div><div class="diff-td diff-line-num"></div><div class="diff-td line_content">${cut(line.text, 500)}</div></div></div>`;
  }
  const id = `${hash}_${line.old}_${line.new}`;
  const kind = kindOf(line);
  const oldNumber = line.type === 'added' ? null : line.old;
  const newNumber = line.type === 'removed' ? null : line.new;
  return html`<div class="diff-grid-row diff-tr line_holder"><div class="diff-grid-left left-side" id="${id}" data-testid="left-side" data-interop-type="${kind === '' ? 'new' : kind}" data-interop-line="${newNumber ?? line.old}"${oldNumber === null ? null : html` data-interop-old-line="${oldNumber}"`}${newNumber === null ? null : html` data-interop-new-line="${newNumber}"`}><div class="diff-td diff-line-num ${kind} ${kind && `${kind}_line`}" data-testid="left-line-number">${oldNumber === null ? null : numberLink(id, oldNumber)}</div><div class="diff-td diff-line-num ${kind} ${kind && `${kind}_line`}">${newNumber === null ? null : numberLink(id, newNumber)}</div><div class="diff-td line-coverage left-side ${kind}"></div><div class="diff-td line_content with-coverage left-side ${kind}" data-testid="left-content"><span class="line">${cut(line.text, 5000)}</span></div></div></div>`;
}

/** In the side-by-side view each side names its own line alone. */
function parallelRow(hash: string, { left, right }: { left: DiffLine | null; right: DiffLine | null }): Html {
  if (left?.type === 'hunk') return inlineRow(hash, left);
  const side = (of: 'left' | 'right', line: DiffLine | null) => {
    if (line === null)
      return html`<div class="diff-grid-${of} ${of}-side" data-testid="${of}-side"><div class="diff-td diff-line-num empty-cell"></div><div class="diff-td line-coverage ${of}-side empty-cell"></div><div class="diff-td line_content with-coverage ${of}-side parallel empty-cell"></div></div>`;
    const kind = kindOf(line);
    const number = of === 'left' ? line.old : line.new;
    const type = of === 'left' ? 'old' : 'new';
    return html`<div class="diff-grid-${of} ${of}-side" data-testid="${of}-side" data-interop-type="${type}" data-interop-line="${number}" data-interop-${type}-line="${number}"><div class="diff-td diff-line-num ${kind} ${type}_line" data-testid="${of}-line-number">${numberLink(`${hash}_${line.old}_${line.new}`, number)}</div><div class="diff-td line-coverage ${of}-side ${kind}"></div><div class="diff-td line_content with-coverage ${of}-side parallel ${kind}" id="${hash}_${line.old}_${line.new}" data-testid="${of}-content"><span class="line">${cut(line.text, 5000)}</span></div></div>`;
  };
  return html`<div class="diff-grid-row diff-tr line_holder parallel">${side('left', left)}${side('right', right)}</div>`;
}

function kindOf({ type }: DiffLine): 'new' | 'old' | '' {
  return type === 'added' ? 'new' : type === 'removed' ? 'old' : '';
}

function numberLink(id: string, number: number): Html {
  return html`<a data-linenumber="${number}" href="#${id}" aria-label="${number}"></a>`;
}
