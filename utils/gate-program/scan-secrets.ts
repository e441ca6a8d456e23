import { createHash, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { sayInEnglish } from '../gate/said.ts';
import { VERSION } from '../gate/version.ts';
import type { GateContext } from './context.ts';
import { textsOf } from './file-texts.ts';
import { listFiles } from './files.ts';
import { secretTitle } from './secret-titles.ts';

/** Of secretlint and its preset; a test holds it to package.json. */
export const SECRETLINT_VERSION = '13.0.7';

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
    for (const { name } of listFiles(folder)) {
      for (const found of await this.scanFile(name, readFileSync(path.join(folder, name))))
        vulnerabilities.push(vulnerability(name, sha, found));
    }
    return report(started, vulnerabilities, notScanned ? [notScanned] : []);
  }

  /** A secret that several readings of a file show is one. */
  private async scanFile(name: string, content: Buffer): Promise<Found[]> {
    const found = new Map<string, Found>();
    for (const text of textsOf(content)) {
      for (const each of await this.scanText(name, text)) {
        const key = `${each.rule} ${each.startLine} ${each.digest}`;
        if (!found.has(key)) found.set(key, each);
      }
    }
    return [...found.values()];
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
    description: sayInEnglish('gate.finding.secret', { title }),
    severity: 'Critical',
    solution: sayInEnglish('gate.finding.revoke'),
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
