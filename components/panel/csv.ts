/**
 * A table as CSV (RFC 4180), with a byte order mark so that spreadsheets read it as UTF-8. Cells that a
 * spreadsheet would run as a formula (names come from outside) are told apart by a leading apostrophe.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const plain = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
