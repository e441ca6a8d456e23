/**
 * Whether the browser refused a write because it has no more room: Chrome says "Resource::kQuotaBytes quota exceeded"
 * (before 2023 "QUOTA_BYTES quota exceeded"), Firefox "QuotaExceededError: storage.local API call exceeded its quota
 * limitations.", IndexedDB throws a QuotaExceededError, and a full disk is "FILE_ERROR_NO_SPACE" in Chrome's database.
 */
export function isStorageFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message } = error as { name?: unknown; message?: unknown };
  return /quota ?exceeded|FILE_ERROR_NO_SPACE/i.test(`${name}: ${message}`);
}
