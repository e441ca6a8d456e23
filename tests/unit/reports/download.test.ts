import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { downloadReport, ROOM } from '../../../utils/reports/download.ts';

const LIMIT = ROOM.bytes;

function download(
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>,
  room = { ...ROOM },
) {
  const get = async () => new Response(body);
  const url = 'https://gitlab.example.com/a/b/-/jobs/1';
  return downloadReport(get, url, 'sast', room, AbortSignal.timeout(60_000));
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

  it('shares its room with the others, and leaves the rest to them where it is too large', async () => {
    const room = { bytes: 10 };
    const one = (size: number) => download(bytes(gzipSync(Buffer.alloc(size, 32))), room);
    const plain = (size: number) => download(bytes(Buffer.alloc(size, 32)), room);
    expect(await plain(6)).toMatchObject({ ok: true });
    expect(await plain(5)).toEqual({ ok: false, why: 'too_large' });
    expect(await plain(4)).toMatchObject({ ok: true });
    expect(await one(1)).toEqual({ ok: false, why: 'too_large' });
    room.bytes = 100;
    const both = await Promise.all([one(60), one(60)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
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
