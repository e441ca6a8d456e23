const CAP = 300;
const DEPTH = 3;

/** GitLab's `error` word (`insufficient_scope`, `invalid_token` …), where the answer has one. */
export function errorWord(body: unknown): string | null {
  return isRecord(body) && typeof body.error === 'string' && /^[a-z_]{1,60}$/.test(body.error)
    ? body.error
    : null;
}

/**
 * GitLab's reason in one plain line, at most 300 characters, from any of the shapes it answers with:
 * `{message: "…"}`, `{message: {field: ["…"]}}`, `{message: {error: "…"}}`, `{error, error_description}`, plain text.
 * null: it gave none (an HTML page of a proxy is none).
 */
export function reasonOf(body: unknown): string | null {
  if (typeof body === 'string') return /^\s*</.test(body) ? null : plain(body);
  if (!isRecord(body)) return null;
  return plain(textOf(body.error_description ?? body.message ?? body.error ?? body.errors, DEPTH));
}

/** Takes every occurrence of the secrets out of a text: a last defence, should a server echo one. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret ? rest.replaceAll(secret, '[redacted]') : rest), text);
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (depth === 0) return '';
  if (Array.isArray(value)) {
    return value
      .slice(0, 10)
      .map((item) => textOf(item, depth - 1))
      .filter(Boolean)
      .join(', ');
  }
  if (!isRecord(value)) return '';
  return Object.entries(value)
    .slice(0, 10)
    .map(([key, item]) => {
      const text = textOf(item, depth - 1);
      return key === 'base' || key === 'error' || !text ? text : `${key}: ${text}`;
    })
    .filter(Boolean)
    .join('; ');
}

/** One line without control and direction characters, capped. */
function plain(text: string): string | null {
  const line = text
    .slice(0, CAP * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (!line) return null;
  return line.length > CAP ? `${line.slice(0, CAP - 1)}…` : line;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
