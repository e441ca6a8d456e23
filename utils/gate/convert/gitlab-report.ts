import { sayInEnglish, someOf } from '../said.ts';

/** A security report in GitLab's format, schema 15.2, as the converters write it. */
export interface GitLabReport {
  version: '15.2.1';
  scan: {
    type: string;
    status: 'success';
    scanner: { id: string; name: string; version: string; vendor: { name: string } };
    messages?: { level: 'warn'; value: string }[];
  };
  vulnerabilities: Vulnerability[];
}

export interface Vulnerability {
  name: string;
  description?: string;
  severity: 'Critical' | 'High' | 'Medium' | 'Low' | 'Info' | 'Unknown';
  solution?: string;
  location: {
    file?: string;
    start_line?: number;
    end_line?: number;
    image?: string;
    operating_system?: string;
    dependency?: { package: { name: string }; version: string };
  };
  identifiers: { type: string; name: string; value: string; url?: string }[];
}

/** What a tool's own report says, in GitLab's format. */
export type Conversion =
  | {
      ok: true;
      report: GitLabReport;
      /** Files of the repository that the tool says it has read, with or without findings. */
      read: ReadonlySet<string>;
      /** Files that it tried to read and could not. */
      unparsed: ReadonlySet<string>;
    }
  | { ok: false; problem: string };

/** A report that is not what its name says. */
export function notOf(tool: string): Conversion {
  return { ok: false, problem: sayInEnglish('gate.report.not_of', { tool }) };
}

export type Bag = Record<string, unknown>;

export function bag(value: unknown): Bag {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Bag) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function line(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** Lines of a location, left out where the tool names none. */
export function lines(start: unknown, end: unknown): { start_line?: number; end_line?: number } {
  const first = line(start);
  const last = line(end);
  return { ...(first && { start_line: first }), ...(first && last && { end_line: last }) };
}

/**
 * A path of the repository, of the path that a tool printed: scanners are given a folder of the job, and some print
 * the whole way to it.
 */
export function repositoryPath(printed: string): string {
  return printed.replace(/^.*?\.mr-gate\/(?:head|base)(?:\/|$)/, '').replace(/^(?:\.?\/)+/, '');
}

export function severity(word: unknown): Vulnerability['severity'] {
  switch (text(word).toLowerCase()) {
    case 'critical':
      return 'Critical';
    case 'high':
      return 'High';
    case 'medium':
    case 'moderate':
      return 'Medium';
    case 'low':
      return 'Low';
    case 'info':
    case 'none':
      return 'Info';
    default:
      return 'Unknown';
  }
}

/** What to tell of files that could not be read. */
export function warning(unparsed: ReadonlySet<string>): string[] {
  return unparsed.size > 0 ? [sayInEnglish('gate.aside.unparsed', { files: someOf([...unparsed]) })] : [];
}

export function parse(content: string): Bag | unknown[] | null {
  try {
    const data: unknown = JSON.parse(content.replace(/^\ufeff/, ''));
    return data !== null && typeof data === 'object' ? (data as Bag | unknown[]) : null;
  } catch {
    return null;
  }
}

export function gitLabReport(
  type: string,
  scanner: { id: string; name: string; version: string; vendor: string },
  vulnerabilities: Vulnerability[],
  warnings: string[] = [],
): GitLabReport {
  const { vendor, ...tool } = scanner;
  return {
    version: '15.2.1',
    scan: {
      type,
      status: 'success',
      scanner: { ...tool, vendor: { name: vendor } },
      ...(warnings.length > 0 && {
        messages: warnings.map((value) => ({ level: 'warn' as const, value })),
      }),
    },
    vulnerabilities,
  };
}
