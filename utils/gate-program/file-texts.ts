/**
 * What a file says, in each way that something might read it. A file that looks like another kind than it is would be
 * an easy way to hide a line from the scan, so none is left out: a byte order mark may be a lie, zero bytes may stand
 * between the letters (UTF-16 and UTF-32 without a mark) or between the strings of a binary. Lines have the same
 * numbers in all of them, except in UTF-16 with a mark.
 */
export function textsOf(bytes: Buffer): string[] {
  const plain = bytes.toString('utf8').replace(/^\ufeff/, '');
  const texts = [plain.replaceAll('\0', ' ')];
  if (plain.includes('\0')) texts.push(plain.replaceAll('\0', ''));
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) {
    const wide = new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
    texts.unshift(wide.replaceAll('\0', ' '));
  }
  return texts;
}
