import type { Vulnerability } from './gitlab-report.ts';

type Severity = Vulnerability['severity'];

/**
 * How much a licence asks of those who use the software, by the start of its SPDX id. Not legal advice: a list of
 * what most companies want to look at before they ship it.
 */
const RISKS: [Severity, RegExp][] = [
  // Reaches users over the network, or forbids commercial use.
  ['Critical', /^(AGPL|SSPL|BUSL|RPL|CPAL|CC-BY-NC|PolyForm|Elastic|Commons-Clause|OSL|EUPL)/i],
  // Asks for the source of whatever is built with it.
  ['High', /^(GPL|SISSL|Sleepycat|QPL|CC-BY-SA|CECILL-(1|2)|CECILL$)/i],
  // Asks for the source of changes to itself.
  ['Medium', /^(LGPL|MPL|EPL|CDDL|CPL|IPL|APSL|MS-RL|CECILL-C)/i],
];

const PERMISSIVE =
  /^(MIT|MIT-0|Apache|BSD|0BSD|ISC|Unlicense|CC0|CC-BY-[34]|Zlib|zlib|Python|PSF|BSL-1|WTFPL|BlueOak|Artistic|PostgreSQL|NCSA|X11|Unicode|ICU|OFL|HPND|curl|FTL|Ruby|PHP|W3C|AFL|MS-PL|libpng|bzip2|OpenSSL|UPL|ECL|MulanPSL|Xnet|TCL|JSON|NTP|IJG|LicenseRef-scancode-public-domain)/i;

/** The first that its licence offers beyond the exception: linking does not pass the condition on. */
const LINKING = /\bWITH\s+(Classpath|GCC|LLVM|OpenJDK|Universal-FOSS|Font|Autoconf|Bison|Linux-syscall)/i;

const ORDER: Severity[] = ['Info', 'Low', 'Unknown', 'Medium', 'High', 'Critical'];

/**
 * Severity of an SPDX licence expression. `OR` leaves the choice, so the mildest counts; of `AND` the strongest.
 * null: permissive, nothing to report. `Unknown`: no licence is known, or one that no table has.
 */
export function licenceRisk(expression: string): Severity | null {
  const found = any(expression.replace(/[()]/g, ' ').trim());
  return found === 'Info' ? null : found;
}

function any(expression: string): Severity {
  return weigh(expression.split(/\s+OR\s+/i), all, (a, b) => ORDER.indexOf(a) < ORDER.indexOf(b));
}

function all(expression: string): Severity {
  return weigh(expression.split(/\s+AND\s+/i), one, (a, b) => ORDER.indexOf(a) > ORDER.indexOf(b));
}

function weigh(
  parts: string[],
  of: (part: string) => Severity,
  isBetter: (a: Severity, b: Severity) => boolean,
): Severity {
  return parts.map((part) => of(part.trim())).reduce((best, next) => (isBetter(next, best) ? next : best));
}

function one(licence: string): Severity {
  const risk = RISKS.find(([, pattern]) => pattern.test(licence))?.[0];
  if (risk) return risk === 'High' && LINKING.test(licence) ? 'Medium' : risk;
  return PERMISSIVE.test(licence) ? 'Info' : 'Unknown';
}
