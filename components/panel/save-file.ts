/** Long enough for the browser to have begun reading. */
const REVOKE_AFTER_MS = 30_000;

/** Hands a text to the person as a file, by the browser's own download. Nothing leaves the machine. */
export function saveFile(name: string, text: string, type: 'text/csv' | 'application/json' | 'text/yaml') {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}

/** A name that every file system takes: `mr-gate-acme-shop-history.csv`. */
export function fileName(groupPath: string, what: string, extension: string): string {
  const group = groupPath.replace(/[^\w.-]+/g, '-').slice(0, 80);
  return `mr-gate-${group}-${what}.${extension}`;
}
