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
}

export function parseDiff(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let oldLine = 0;
  let newLine = 0;
  for (const line of diff.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) {
      oldLine = Number(hunk[1]);
      newLine = Number(hunk[2]);
      lines.push({ type: 'hunk', old: oldLine, new: newLine, text: line });
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

/** The changes of files in GitLab's grid, inline view. A file's id is the SHA-1 of its path, as in GitLab. */
export function diffFiles(files: DiffFile[]): Html {
  if (files.length === 0) return html`<p class="empty-line">There are no changes.</p>`;
  const count = { added: 0, removed: 0 };
  const shown = files.map((file) => {
    const lines = parseDiff(file.diff);
    count.added += lines.filter((line) => line.type === 'added').length;
    count.removed += lines.filter((line) => line.type === 'removed').length;
    return diffFile(file, lines);
  });
  return html`<div class="diff-stats-line">${files.length} ${files.length === 1 ? 'file' : 'files'} <strong class="cgreen">+${count.added}</strong> <strong class="cred">−${count.removed}</strong></div>
<div class="files diff-files-holder" data-testid="diffs-container">${shown}</div>`;
}

function diffFile(file: DiffFile, lines: DiffLine[]): Html {
  const path = file.deletedFile ? file.oldPath : file.newPath;
  const hash = createHash('sha1').update(path).digest('hex');
  const name = file.renamedFile ? `${file.oldPath} → ${file.newPath}` : path;
  return html`<div class="diff-file file-holder has-body" id="${hash}" data-path="${path}" data-testid="diff-file-${hash}">
<div class="js-file-title file-title file-title-flex-parent" data-testid="file-title-container"><div class="file-header-content">${icon('doc')}<a class="file-title-name" href="#${hash}" title="${name}" data-testid="file-name-content"><strong>${cut(name, 500)}</strong></a>${clipboard(path, 'Copy file path')}${
    file.newFile
      ? html`<span class="gl-badge badge-pill badge-success">new</span>`
      : file.deletedFile
        ? html`<span class="gl-badge badge-pill badge-danger">deleted</span>`
        : null
  }</div></div>
<div class="diff-content"><div class="diff-viewer">${
    lines.length === 0
      ? html`<p class="empty-line">No text changes.</p>`
      : html`<div class="diff-grid diff-table code diff-wrap-lines js-syntax-highlight inline">${lines.slice(0, 3000).map((line) => diffRow(hash, line))}</div>`
  }</div></div>
</div>`;
}

function diffRow(hash: string, line: DiffLine): Html {
  if (line.type === 'hunk') {
    return html`<div class="diff-grid-row diff-grid-row-full diff-tr line_holder match expansion"><div class="diff-grid-left diff-grid-3-col left-side"><div class="diff-td diff-line-num"></div><div class="diff-td diff-line-num"></div><div class="diff-td line_content">${cut(line.text, 500)}</div></div></div>`;
  }
  const id = `${hash}_${line.old}_${line.new}`;
  const kind = line.type === 'added' ? 'new' : line.type === 'removed' ? 'old' : '';
  const oldNumber = line.type === 'added' ? null : line.old;
  const newNumber = line.type === 'removed' ? null : line.new;
  const link = (number: number) =>
    html`<a data-linenumber="${number}" href="#${id}" aria-label="${number}"></a>`;
  return html`<div class="diff-grid-row diff-tr line_holder"><div class="diff-grid-left left-side" id="${id}" data-testid="left-side" data-interop-type="${kind === '' ? 'new' : kind}" data-interop-line="${newNumber ?? line.old}"${oldNumber === null ? null : html` data-interop-old-line="${oldNumber}"`}${newNumber === null ? null : html` data-interop-new-line="${newNumber}"`}><div class="diff-td diff-line-num ${kind} ${kind && `${kind}_line`}" data-testid="left-line-number">${oldNumber === null ? null : link(oldNumber)}</div><div class="diff-td diff-line-num ${kind} ${kind && `${kind}_line`}">${newNumber === null ? null : link(newNumber)}</div><div class="diff-td line-coverage left-side ${kind}"></div><div class="diff-td line_content with-coverage left-side ${kind}" data-testid="left-content"><span class="line">${cut(line.text, 5000)}</span></div></div></div>`;
}
