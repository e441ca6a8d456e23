import type { DiffFile } from '../server/context.ts';
import {
  type DiffLine,
  type DiffView,
  diffStats,
  expandData,
  fileHash,
  pairLines,
  parseDiff,
} from './diff.ts';
import { cut, type Html, html, markup } from './html.ts';
import { icon } from './icons.ts';

/**
 * The changes of files as Rapid Diffs (19 by default, earlier with `?rapid_diffs=true`). No page of one could be
 * captured: modelled on GitLab's own templates, app/components/rapid_diffs. `<diff-file>` and its rows are server-
 * rendered and arrive in a stream, which the page's script plays.
 *
 * @param first how many of the files are there already
 */
export function rapidDiffs(files: DiffFile[], view: DiffView, first = files.length): Html {
  if (files.length === 0) return html`<p class="empty-line">There are no changes.</p>`;
  const parsed = files.map((file) => ({ file, lines: parseDiff(file.diff) }));
  return html`<article class="rd-app" aria-label="Diff" data-rapid-diffs="true">
<header class="rd-app-header" aria-label="Compare versions">${diffStats(parsed)}</header>
<div class="rd-app-body"><section class="rd-app-content" id="diff-files" aria-label="Diff files"><div class="rd-app-code-theme code"><div class="rd-app-diffs-list"><div data-diffs-list="true"${first < files.length ? html` data-shown="${first}"` : null}>${parsed.slice(0, first).map(({ file, lines }) => rapidFile(file, lines, view))}${first < files.length ? html`<div data-stream-remaining-diffs="true"></div>` : null}</div></div></div></section></div>
</article>`;
}

function rapidFile(file: DiffFile, lines: DiffLine[], view: DiffView): Html {
  const path = file.deletedFile ? file.oldPath : file.newPath;
  const hash = fileHash(path);
  const data = { viewer: `text_${view}`, old_path: file.oldPath, new_path: file.newPath };
  const count = (type: DiffLine['type']) => lines.filter((line) => line.type === type).length;
  const shown = lines.slice(0, 3000);
  return html`<diff-file class="rd-diff-file-component" id="${hash}" data-testid="rd-diff-file" data-file-data="${JSON.stringify(data)}"><article class="rd-diff-file" data-virtual="text_${view}" style="--virtual-total-rows: ${shown.length}" aria-labelledby="${hash}-heading">
<div class="rd-diff-file-header" data-testid="rd-diff-file-header"><div class="rd-diff-file-toggle"><button type="button" class="gl-button btn btn-icon btn-sm btn-default-tertiary" data-click="toggleFile" aria-label="Hide file contents">${icon('chevron-right')}</button></div>
<div class="rd-diff-file-title"><h2 class="rd-diff-file-heading" id="${hash}-heading"><a class="rd-diff-file-link" href="#${hash}"><strong>${cut(file.renamedFile ? `${file.oldPath} → ${file.newPath}` : path, 500)}</strong></a></h2></div>
<div class="rd-diff-file-stats"><span class="rd-lines-added">+<span data-testid="js-file-addition-line">${count('added')}</span></span> <span class="rd-lines-removed">−<span data-testid="js-file-deletion-line">${count('removed')}</span></span></div></div>
<div class="flash-container rd-diff-file-error"></div>
<details class="rd-diff-file-details" open data-file-body=""><summary></summary><div class="rd-diff-file-body">${
    lines.length === 0
      ? html`<p class="empty-line">No text changes.</p>`
      : html`<table class="rd-text-view-root rd-text-view-root-${view}"><tbody class="rd-text-view-content code">${rapidRows(path, shown, view)}</tbody></table>`
  }</div></details></article><diff-file-mounted></diff-file-mounted></diff-file>`;
}

/** Rows alone, to be put in between. */
export function rapidRows(path: string, lines: readonly DiffLine[], view: DiffView): Html {
  const hash = fileHash(path);
  return view === 'inline'
    ? html`${lines.map((line) => inlineRow(hash, line))}`
    : html`${pairLines(lines).map((pair) => parallelRow(hash, pair.left, pair.right))}`;
}

function expandButton(line: DiffLine): Html | null {
  return line.hidden
    ? html`<button type="button" class="rd-expand-lines-button" data-click="expandLines" data-expand-direction="both" aria-label="Show hidden lines"${expandData(line)}>↕</button>`
    : null;
}

function inlineRow(hash: string, line: DiffLine): Html {
  if (line.type === 'hunk')
    return html`<tr class="rd-hunk-header rd-hunk-header-inline"><td class="rd-hunk-header-buttons" colspan="2">${expandButton(line)}</td><td class="rd-hunk-header-content">${cut(line.text, 500)}</td></tr>`;
  return html`<tr class="rd-hunk-lines rd-hunk-lines-inline" data-testid="hunk-lines-inline">${numberCell(hash, line, 'old')}${numberCell(hash, line, 'new')}${contentCell(line, null)}</tr>`;
}

function parallelRow(hash: string, left: DiffLine | null, right: DiffLine | null): Html {
  if (left?.type === 'hunk')
    return html`<tr class="rd-hunk-header rd-hunk-header-parallel"><td class="rd-hunk-header-buttons">${expandButton(left)}</td><td class="rd-hunk-header-content" data-position="old">${cut(left.text, 500)}</td><td class="rd-hunk-header-buttons"></td><td class="rd-hunk-header-content" data-position="new">${cut(left.text, 500)}</td></tr>`;
  return html`<tr class="rd-hunk-lines rd-hunk-lines-parallel" data-testid="hunk-lines-parallel">${numberCell(hash, left, 'old')}${contentCell(left, 'old')}${numberCell(hash, right, 'new')}${contentCell(right, 'new')}</tr>`;
}

const LABEL = { added: 'Added line', removed: 'Removed line', context: 'Line', hunk: '' } as const;

function numberCell(hash: string, line: DiffLine | null, position: 'old' | 'new'): Html {
  const hidden = line === null || line.type === (position === 'old' ? 'added' : 'removed');
  const number = position === 'old' ? line?.old : line?.new;
  return html`<td class="rd-line-number"${change(line)} data-position="${position}"${line && !hidden ? html` id="line_${hash.slice(0, 10)}_${position === 'old' ? 'L' : 'A'}${number ?? ''}" data-legacy-id="${hash}_${line.old}_${line.new}"` : null}>${
    line && !hidden
      ? html`<a class="rd-line-link" href="#${hash}_${line.old}_${line.new}" data-line-number="${number ?? ''}" aria-label="${LABEL[line.type]} ${number ?? ''}"></a>`
      : null
  }</td>`;
}

function contentCell(line: DiffLine | null, position: 'old' | 'new' | null): Html {
  return html`<td class="rd-line-content"${change(line)}${position === null ? null : html` data-position="${position}"`} tabindex="-1">${line === null ? null : html`<pre class="rd-line-text">${cut(line.text, 5000)}</pre>`}</td>`;
}

function change(line: DiffLine | null): Html | null {
  return line?.type === 'added' || line?.type === 'removed' ? markup(` data-change="${line.type}"`) : null;
}
