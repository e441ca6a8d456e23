import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ReportKind } from './scans.ts';

/** What a finding is, apart from where its lines happen to be. */
export interface FindingIdentity {
  /** Primary identifier, `type:value` with the type in lower case: reports write both `CWE` and `cwe`. */
  rule: string;
  /** File, package, image … without lines and without versions. */
  place: string;
  /**
   * The scanner's own mark of the code found (a tracking signature, or for a secret the digest of its value):
   * tells two findings of one rule in one file apart, and knows moved code again. '' where there is none.
   */
  signature: string;
}

/**
 * The fingerprint that an ignore names: 32 hex digits, stable over moved lines, different in another file.
 * One-way: the parts can't be read back from it.
 */
export function fingerprint(scan: ReportKind, identity: FindingIdentity): string {
  const parts = JSON.stringify(['mr-gate:1', scan, identity.rule, identity.place, identity.signature]);
  return bytesToHex(sha256(utf8ToBytes(parts))).slice(0, 32);
}
