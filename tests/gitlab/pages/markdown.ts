import { Marked, type Tokens } from 'marked';
import { escapeHtml, Html } from './html.ts';

/**
 * Notes, descriptions and READMEs as HTML: GitLab Flavored Markdown's common part. What GitLab's sanitizer
 * lets through as raw HTML stays, bare of attributes and without tables; comments vanish; the rest shows as text.
 */
export function renderMarkdown(source: string): Html {
  const text = source.toWellFormed().replaceAll('\0', '\uFFFD');
  if (text.length > LIMIT) return new Html(`<p dir="auto">${escapeHtml(text)}</p>`);
  return new Html(emoji(closeTags(marked.parse(text, { async: false }))));
}

/** GitLab wraps emoji in an element of its own, and draws those that a system's fonts lack. */
function emoji(rendered: string): string {
  return rendered.replace(/[\u{1F534}\u{1F7E0}\u{1F7E1}\u{1F535}\u26AA]/gu, (sign) => {
    const name = CIRCLES[sign] ?? '';
    return `<gl-emoji data-name="${name}" title="${name.replaceAll('_', ' ')}">${sign}</gl-emoji>`;
  });
}
const CIRCLES: Record<string, string> = {
  '🔴': 'red_circle',
  '🟠': 'orange_circle',
  '🟡': 'yellow_circle',
  '🔵': 'blue_circle',
  '⚪': 'white_circle',
};

/** GitLab, too, shows a text as it stands when it is too long to render. */
const LIMIT = 500_000;

const ALLOWED = new Set(
  'details summary p br hr b strong i em s del ins code pre sub sup kbd samp blockquote ul ol li h1 h2 h3 h4 h5 h6 div span'.split(
    ' ',
  ),
);
const VOID = new Set(['br', 'hr']);

const marked = new Marked({
  gfm: true,
  renderer: {
    html({ text }: Tokens.HTML | Tokens.Tag): string {
      return sanitize(text);
    },
    link({ href, tokens }: Tokens.Link): string {
      const inner = this.parser.parseInline(tokens);
      const url = linkTarget(href);
      return url === null
        ? inner
        : `<a href="${escapeHtml(url)}" rel="nofollow noreferrer noopener">${inner}</a>`;
    },
    // Images would be requests to wherever the text says.
    image({ text }: Tokens.Image): string {
      return escapeHtml(text);
    },
    code({ text, lang }: Tokens.Code): string {
      return `<pre class="code highlight"><code data-lang="${escapeHtml(lang ?? '')}">${escapeHtml(text)}</code></pre>\n`;
    },
  },
});

function linkTarget(href: string): string | null {
  if (/^https?:\/\//i.test(href)) return URL.canParse(href) ? href : null;
  return /^(?:\/(?!\/)|#)/.test(href) ? href : null;
}

/** GitLab keeps links of raw HTML, with their address alone; one that leads nowhere good loses it. */
function openLink(tag: string): string {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(tag);
  const url = linkTarget((href?.[1] ?? href?.[2] ?? href?.[3] ?? '').replaceAll('&amp;', '&'));
  return url === null ? '<a>' : `<a href="${escapeHtml(url)}" rel="nofollow noreferrer noopener">`;
}

function sanitize(text: string): string {
  let out = '';
  let rest = 0;
  for (const match of text.matchAll(/<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>/g)) {
    out += escapeHtml(text.slice(rest, match.index));
    rest = match.index + match[0].length;
    const tag = match[2]?.toLowerCase();
    if (tag === undefined) continue;
    if (tag === 'a') out += match[1] ? '</a>' : openLink(match[0]);
    else if (!ALLOWED.has(tag)) out += escapeHtml(match[0]);
    else if (!match[1] || !VOID.has(tag)) out += `<${match[1]}${tag}>`;
  }
  return out + escapeHtml(text.slice(rest));
}

/** Text that opens a `<div>` and never closes it must not swallow the page after it, nor close ours. */
function closeTags(rendered: string): string {
  const open: string[] = [];
  const balanced = rendered.replace(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g, (tag, slash: string, name: string) => {
    if (VOID.has(name) || name === 'input') return tag;
    if (!slash) {
      // Deeper than this, browsers stop nesting by themselves.
      if (open.length >= 100) return '';
      open.push(name);
      return tag;
    }
    const at = open.lastIndexOf(name);
    if (at < 0) return '';
    return open
      .splice(at)
      .reverse()
      .map((closed) => `</${closed}>`)
      .join('');
  });
  return (
    balanced +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}
