import { createHash, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { VERSION } from '../gate/version.ts';
import type { GateContext } from './context.ts';
import { listFiles } from './files.ts';
import { secretTitle } from './secret-titles.ts';

/** Of secretlint and its preset; a test holds it to package.json. */
export const SECRETLINT_VERSION = '13.0.7';

/** Bytes. Generated bundles and data lie beyond it; the report says how many files. */
const MAX_FILE = 1_000_000;
const BINARY_PROBE = 8000;

/**
 * Comments in a file (`secretlint-disable`) are not honoured: with them the author of a merge request would
 * open the gate alone. To ignore a finding is a line in the policy, with a name and a reason. The same holds for a
 * `.secretlintrc` in the repository, which is scanned as any other file.
 */
const RULES = rules
  .filter((rule) => rule.meta.id !== '@secretlint/secretlint-rule-filter-comments')
  .map((rule) => ({ id: rule.meta.id, rule }));

interface Found {
  rule: string;
  message: string;
  startLine: number;
  endLine: number;
  /** One-way digest of the value. The value itself ends here. */
  digest: string;
}

/** A GitLab secret detection report of schema 15.2. */
export interface SecretReport {
  version: string;
  scan: Record<string, unknown>;
  vulnerabilities: Record<string, unknown>[];
}

/** Scans folders of files for secrets. Files alike in several folders are read once. */
export class SecretScanner {
  private readonly salt: string;
  private readonly digests = new Map<string, string>();
  private readonly seen = new Map<string, Found[]>();

  constructor(context: Pick<GateContext, 'project'>) {
    this.salt = `mr-gate:${context.project}`;
  }

  async scan(folder: string, sha: string, notScanned = ''): Promise<SecretReport> {
    const started = new Date();
    const vulnerabilities: Record<string, unknown>[] = [];
    const tooLarge: string[] = [];
    for (const { name, size } of listFiles(folder)) {
      if (size > MAX_FILE) {
        tooLarge.push(name);
        continue;
      }
      const text = decode(readFileSync(path.join(folder, name)));
      if (text === null) continue;
      for (const found of await this.scanText(name, text))
        vulnerabilities.push(vulnerability(name, sha, found));
    }
    const remarks = notScanned ? [notScanned] : [];
    if (tooLarge.length > 0) {
      remarks.push(
        `not scanned: ${tooLarge.length} ${tooLarge.length === 1 ? 'file' : 'files'} over 1 MB (${tooLarge.slice(0, 3).join(', ')})`,
      );
    }
    return report(started, vulnerabilities, remarks);
  }

  private async scanText(name: string, text: string): Promise<Found[]> {
    const key = `${name}\0${createHash('sha256').update(text).digest('base64')}`;
    const known = this.seen.get(key);
    if (known) return known;
    const { messages } = await lintSource({
      source: {
        filePath: name,
        content: text,
        ext: path.extname(name),
        contentType: 'text',
      },
      options: { config: { rules: RULES }, noPhysicFilePath: true, maskSecrets: true },
    });
    const found = messages.map((message) => ({
      rule: message.ruleId.replace('@secretlint/secretlint-rule-', ''),
      message: message.messageId,
      startLine: message.loc.start.line,
      endLine: message.loc.end.line,
      digest: this.digest(message.ruleId, text.slice(message.range[0], message.range[1])),
    }));
    this.seen.set(key, found);
    return found;
  }

  /**
   * Tells secrets apart without saying what they are. Slow on purpose: reports and notes reach more eyes than
   * the code does, and a weak password must not be found by trying a dictionary against a fast hash.
   */
  private digest(rule: string, value: string): string {
    const key = `${rule}\0${value}`;
    let digest = this.digests.get(key);
    if (!digest) {
      digest = scryptSync(value, `${this.salt}:${rule}`, 20, { N: 8192, r: 8, p: 1 }).toString('hex');
      this.digests.set(key, digest);
    }
    return digest;
  }
}

function vulnerability(file: string, sha: string, found: Found): Record<string, unknown> {
  const { rule, message, startLine, endLine, digest } = found;
  const title = secretTitle(rule, message);
  const id = createHash('sha256')
    .update(JSON.stringify([file, rule, startLine, digest]))
    .digest('hex');
  return {
    id,
    category: 'secret_detection',
    name: title,
    description: `${title} found in the repository. Whoever can read the repository can use it.`,
    severity: 'Critical',
    solution: 'Revoke it and make a new one: a secret stays in the history after its line is gone.',
    location: { file, start_line: startLine, end_line: endLine, commit: { sha } },
    identifiers: [
      {
        type: 'secretlint_rule_id',
        name: `secretlint ${message}`,
        value: `${rule}/${message}`,
        url: `https://github.com/secretlint/secretlint/blob/master/packages/%40secretlint/secretlint-rule-${rule}/README.md`,
      },
      {
        type: 'cwe',
        name: 'CWE-798',
        value: '798',
        url: 'https://cwe.mitre.org/data/definitions/798.html',
      },
    ],
    tracking: {
      type: 'source',
      items: [
        {
          file,
          start_line: startLine,
          end_line: endLine,
          signatures: [{ algorithm: 'rule_value', value: digest }],
        },
      ],
    },
  };
}

function report(started: Date, vulnerabilities: Record<string, unknown>[], remarks: string[]): SecretReport {
  return {
    version: '15.2.1',
    scan: {
      type: 'secret_detection',
      status: 'success',
      start_time: time(started),
      end_time: time(new Date()),
      scanner: tool('secretlint', 'secretlint', SECRETLINT_VERSION, 'secretlint'),
      analyzer: tool('mr-gate', 'MR Gate', VERSION, 'MR Gate'),
      ...(remarks.length > 0 && { messages: remarks.map((value) => ({ level: 'warn', value })) }),
    },
    vulnerabilities,
  };
}

function tool(id: string, name: string, version: string, vendor: string) {
  return { id, name, version, vendor: { name: vendor } };
}

/** The schema wants UTC without zone and fraction. */
function time(date: Date): string {
  return date.toISOString().slice(0, 19);
}

/** A file as text, or null for a binary one. UTF-16 is text, though it is full of zero bytes. */
function decode(bytes: Buffer): string | null {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) {
    const text = new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
    return text.includes('\0') ? null : text;
  }
  // One zero byte does not make a file binary: it would be an easy way to hide a line from the scan.
  const probe = bytes.subarray(0, BINARY_PROBE);
  const zeros = probe.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (zeros * 100 > probe.length) return null;
  return bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\0', ' ');
}
