import JSZip from 'jszip';

/** Every file's time in a package: the first that a zip can tell. */
const TIME = new Date(Date.UTC(1980, 0, 1));

/**
 * A zip whose bytes depend on the files alone: in order of their names, without their times, owners and modes.
 *
 * @param {Map<string, Buffer>} files by path, with forward slashes
 * @returns {Promise<Buffer>}
 */
export async function zipOf(files) {
  const zip = new JSZip();
  for (const path of [...files.keys()].sort()) {
    zip.file(path, files.get(path), { date: TIME, createFolders: false });
  }
  return zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
    platform: 'DOS',
  });
}
