import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { downloadReport } from '../../../utils/reports/download.ts';

const LIMIT = 50_000_000;

function download(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>) {
  const get = async () => new Response(body);
  return downloadReport(get, 'https://gitlab.example.com/a/b/-/jobs/1', 'sast', AbortSignal.timeout(60_000));
}
const bytes = (buffer: Buffer) => new Uint8Array(buffer);

describe('a report from the web', () => {
  it('is unpacked', async () => {
    expect(await download(bytes(gzipSync('{"a": "é"}')))).toEqual({ ok: true, text: '{"a": "é"}' });
    expect(await download(bytes(Buffer.from('{}')))).toEqual({ ok: true, text: '{}' });
  });

  it('is refused where a few kilobytes unpack to more than is read', async () => {
    const bomb = gzipSync(Buffer.alloc(LIMIT + 1, 32));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await download(bytes(bomb))).toEqual({ ok: false, why: 'too_large' });
    const most = await download(bytes(gzipSync(Buffer.alloc(LIMIT, 32))));
    expect(most.ok && most.text.length).toBe(LIMIT);
    // A bomb in a bomb stays packed: it is no JSON.
    const twice = await download(bytes(gzipSync(bomb)));
    expect(twice.ok && twice.text.length).toBeLessThan(100_000);
  });

  it('is not read to its end where it has none', async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
      cancel() {
        isCancelled = true;
      },
    });
    expect(await download(endless)).toEqual({ ok: false, why: 'too_large' });
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(LIMIT + 5_000_000);
  });

  it('is damaged where it is cut off or has something behind it', async () => {
    const packed = gzipSync('{"a": 1}'.repeat(1000));
    expect(await download(bytes(packed.subarray(0, 20)))).toEqual({ ok: false, why: 'damaged' });
    expect(await download(bytes(Buffer.concat([packed, Buffer.from('rest')])))).toMatchObject({ ok: false });
  });
});
