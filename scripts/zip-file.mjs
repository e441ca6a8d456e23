import { crc32, deflateRawSync } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** Every file's time in a package, read as local: the first that a zip can tell. */
const TIME = new Date(1980, 0, 1);
/** A quarter of a percent smaller than after one; more of them gain nothing to speak of. */
const ITERATIONS = 5;

/** The packages of several browsers have most files in common, and `--check` packs everything twice. */
const smallest = new Map();

/** Deflates as small as can be, a hundred times slower than zlib. */
function deflateSmall(content) {
  const key = content.toString('latin1');
  const known = smallest.get(key) ?? zopfli.deflateAsync(content, { numiterations: ITERATIONS });
  smallest.set(key, known);
  return known;
}

const deflateFast = (content) => deflateRawSync(content, { level: 9 });

/** What each file weighs in a small zip, in bytes, the heaviest first. */
export async function weights(files) {
  const each = [...files].map(async ([path, content]) => [path, (await deflateSmall(content)).length]);
  return (await Promise.all(each)).sort(([, a], [, b]) => b - a);
}

/**
 * A zip whose bytes depend on the files alone: in order of their names, without their times, owners and modes.
 *
 * @param {Map<string, Buffer>} files by path, with forward slashes
 * @param {{ small?: boolean }} options whether to take time for a smaller one
 * @returns {Promise<Buffer>}
 */
export async function zipOf(files, { small = false } = {}) {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    lastModDate: TIME,
    extendedTimestamp: false,
    dataDescriptor: false,
    msDosCompatible: true,
    useWebWorkers: false,
  });
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path);
    const deflated = await (small ? deflateSmall : deflateFast)(content);
    await zip.add(path, new Uint8ArrayReader(deflated), {
      passThrough: true,
      compressionMethod: 8,
      uncompressedSize: content.length,
      signature: crc32(content),
    });
  }
  return Buffer.from(await zip.close());
}
