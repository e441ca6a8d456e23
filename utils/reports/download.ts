import type { Unavailable } from './unavailable.ts';

/** Of all reports of a merge request together, unpacked: what is left. Larger ones are told, never read in part. */
export interface Room {
  bytes: number;
}

/** They go to the worker in one message, in which a quote takes two bytes, and which Chromium ends at 64 MiB. */
export const ROOM: Readonly<Room> = { bytes: 30_000_000 };

export type Download = { ok: true; text: string } | { ok: false; why: Unavailable };

/**
 * Reads a report with the page's own session. REST serves no `artifacts:reports`; this web route does, through
 * GitLab itself with `proxy=true` instead of a redirect to its object storage (SendFileUpload). Packed or plain is
 * told by the first two bytes: both are found.
 */
export async function downloadReport(
  get: typeof fetch,
  url: string,
  fileType: string,
  room: Room,
  signal: AbortSignal,
): Promise<Download> {
  const query = new URLSearchParams({ file_type: fileType, proxy: 'true' });
  let response: Response;
  try {
    response = await get(`${url}/artifacts/download?${query}`, {
      method: 'GET',
      credentials: 'same-origin',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
  } catch {
    if (signal.aborted) throw signal.reason;
    return { ok: false, why: 'not_sent' };
  }
  if (response.status === 404) return { ok: false, why: 'gone' };
  if (response.status === 429 || response.status >= 500) return { ok: false, why: 'not_sent' };
  if (!response.ok || !response.body) return { ok: false, why: 'forbidden' };
  try {
    return { ok: true, text: await unpack(response.body, room) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof DOMException && error.name === 'TimeoutError') return { ok: false, why: 'not_sent' };
    return { ok: false, why: error instanceof RangeError ? 'too_large' : 'damaged' };
  }
}

async function unpack(body: ReadableStream<Uint8Array<ArrayBuffer>>, room: Room): Promise<string> {
  const packed = await readAll(body, room);
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  const plain = isGzip ? await readAll(gunzip(packed), room) : packed;
  // Others were read meanwhile.
  if (plain.byteLength > room.bytes) throw new RangeError('too large');
  room.bytes -= plain.byteLength;
  return new TextDecoder().decode(plain);
}

/** What is unpacked at once: as little as a browser reads, since all that comes out of it is held before anybody can cancel. */
const SLICE = 64 * 1024;

/** Not by way of a blob, which the browser would keep in another process. */
function gunzip(packed: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const write = async () => {
    for (let at = 0; at < packed.length; at += SLICE) await writer.write(packed.subarray(at, at + SLICE));
    await writer.close();
  };
  // What is damaged is told where it is read.
  write().catch(() => {});
  return readable;
}

async function readAll(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  room: Readonly<Room>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > room.bytes) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    chunks.push(value);
  }
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
