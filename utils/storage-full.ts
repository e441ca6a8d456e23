/**
 * Whether the browser refused a write because it has no more room: Chrome says "Resource::kQuotaBytes quota exceeded"
 * (before 2023 "QUOTA_BYTES quota exceeded"), Firefox "QuotaExceededError: storage.local API call exceeded its quota
 * limitations.", IndexedDB throws a QuotaExceededError, and a full disk is "FILE_ERROR_NO_SPACE" in Chrome's database.
 */
export function isStorageFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'QuotaExceededError' || /quota ?exceeded|FILE_ERROR_NO_SPACE/i.test(error.message))
  );
}
