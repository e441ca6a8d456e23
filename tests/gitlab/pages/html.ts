/** HTML that is safe to send. Only `html` and `markup` below make it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | HtmlValue[];

/**
 * A template in which every value is escaped unless it is Html itself. All pages are written with it: there is
 * no other way from a name, title or note into a page. `null`, `undefined` and `false` write nothing.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += write(value) + (strings[index + 1] ?? '');
  return new Html(text);
}

/** Text that is HTML already, written in this folder: an icon, a script. Never from outside. */
export function markup(text: string): Html {
  return new Html(text);
}

function write(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(write).join('');
  return value instanceof Html ? value.text : escapeHtml(String(value));
}

/** For text and for attributes in double quotes. Broken UTF-16 and control characters become U+FFFD. */
export function escapeHtml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\uFFFD')
      .replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`)
  );
}

/** A value as JSON inside a `<script>`: `</script>` and `<!--` cannot end or open anything. */
export function scriptJson(value: unknown): Html {
  return new Html(
    JSON.stringify(value)
      .replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .toWellFormed(),
  );
}

/** At most so many characters, for places where GitLab cuts with CSS and a test has no use for 100 kB. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text;
}
