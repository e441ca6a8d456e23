/**
 * All the forms in which a secret could have slipped out: plain, as part of an address, base64 at any position of
 * a longer text, hexadecimal, and the two ends of a text that was cut.
 */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].flatMap((shift) => {
    // The first and last characters of the group depend on what stands around it.
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(shift === 0 ? 0 : shift + 1, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const body = secret.replace(/^gl[a-z]+-/, '');
  const ends = [body.slice(0, 12), body.slice(-12)];
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('hex'),
      ...shifted,
      ...ends,
    ]),
  ];
}
