import type { IncomingMessage } from 'node:http';
import { grapeError, HttpError } from './errors.ts';
import { parseForm, parseMultipart } from './form.ts';

/** GitLab's own bodies stay far below; nobody sends this server more by mistake. */
const LIMIT = 64 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) throw new HttpError(413, { message: '413 Request Entity Too Large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON, urlencoded or multipart → parameters. A body of another type gives none. */
export function bodyParams(contentType: string, body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') {
    let value: unknown;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch {
      // Grape's JSON parser: the sentence is its own.
      throw grapeError(400, 'Problems parsing JSON');
    }
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  }
  if (type === 'application/x-www-form-urlencoded')
    return parseForm(new URLSearchParams(body.toString('utf8')));
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (type === 'multipart/form-data' && boundary !== undefined)
    return parseForm(parseMultipart(body, boundary));
  return {};
}
