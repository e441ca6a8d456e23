import { type Document, isAlias, isNode, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { isImageName } from './image-name.ts';
import type {
  GateSettings,
  Policy,
  PolicyException,
  PolicyIgnore,
  PolicyImage,
  PolicyProblem,
  PolicyReading,
} from './policy.ts';
import {
  day,
  fields,
  items,
  line,
  policyProblem,
  projectId,
  Reader,
  refuseDoubles,
  required,
  value,
} from './policy-reader.ts';
import { said } from './said.ts';
import { SCAN_IDS, type ScanId } from './scans.ts';
import { FAIL_ON, type FailOn } from './severity.ts';

/** Characters. Ten thousand exceptions fit; a file beyond it is not a policy. */
const MAX_SIZE = 4_000_000;
/** Enough to mend a file by; the rest shows when these are gone. */
const MAX_PROBLEMS = 50;

/** A thread is a mail to everybody who takes part. */
const MAX_THREADS = 50;

const TOP_KEYS = [
  'version',
  'default',
  'exceptions',
  'ignores',
  'enrol_new',
  'may_ignore',
  'threads',
  'images',
];
const SETTINGS_KEYS = ['fail_on', 'scans', 'per_scan', 'drafts', 'on_error'];
const EXCEPTION_KEYS = ['project', 'path', ...SETTINGS_KEYS, 'reason', 'owner', 'until'];
const IMAGE_KEYS = ['project', 'image'];
const IGNORE_KEYS = ['project', 'finding', 'reason', 'by', 'until'];

/**
 * Reads `mr-gate.yml`. People edit it by hand, so everything that is wrong is told with its line and key, and
 * nothing is guessed: an unknown key may be a misspelt one that somebody relies on.
 *
 * An exception is complete in itself: what it leaves out has the format's own value (no `per_scan`, drafts
 * gated), not the default's, so that a change of the default never silently changes an exception.
 */
export function readPolicy(text: string): PolicyReading {
  if (text.length > MAX_SIZE) {
    return broken(policyProblem(1, '', said('gate.policy.large', { size: MAX_SIZE / 1_000_000 })));
  }
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      version: '1.2',
      schema: 'core',
      prettyErrors: false,
    });
  } catch {
    // A file nested thousands deep ends the parser's stack.
    return broken(policyProblem(1, '', said('gate.policy.deep')));
  }
  const reader = new Reader(lines);
  for (const error of [...document.errors, ...document.warnings]) reader.syntax(error.pos[0], error.message);
  if (reader.problems.length > 0) return broken(...reader.problems);

  try {
    refuseReferences(document, reader);
    const policy = readTop(document.contents, reader);
    return reader.problems.length > 0 ? broken(...reader.problems) : { ok: true, policy };
  } catch (error) {
    if (error instanceof RangeError) {
      return broken(policyProblem(1, '', said('gate.policy.deep')));
    }
    throw error;
  }
}

function broken(...problems: PolicyProblem[]): PolicyReading {
  return {
    ok: false,
    problems: problems.sort((a, b) => a.line - b.line).slice(0, MAX_PROBLEMS),
  };
}

/** Anchors and aliases could make a small file a huge policy, and hide in review what a repository gets. */
function refuseReferences(document: Document.Parsed, reader: Reader): void {
  visit(document, (_key, node) => {
    if (isAlias(node)) reader.at(node, '', 'gate.policy.alias');
    else if (isNode(node) && 'anchor' in node && node.anchor) {
      reader.at(node, '', 'gate.policy.anchor');
    }
    return reader.problems.length > MAX_PROBLEMS ? visit.BREAK : undefined;
  });
}

function readTop(node: unknown, reader: Reader): Policy {
  const policy: Policy = { version: 1, default: null, exceptions: [], ignores: [] };
  const top = fields(node, '', TOP_KEYS, reader);
  if (!top) return policy;

  const version = top.get('version');
  if (!version) reader.at(node, 'version', 'gate.policy.no_version');
  else if (value(version) !== 1) reader.at(version, 'version', 'gate.policy.version');

  const standard = top.get('default');
  if (standard && value(standard) !== null) {
    const map = fields(standard, 'default', SETTINGS_KEYS, reader);
    if (map) policy.default = settings(map, standard, 'default', reader);
  }
  policy.exceptions = items(top.get('exceptions'), 'exceptions', reader, readException);
  policy.ignores = items(top.get('ignores'), 'ignores', reader, readIgnore);
  const enrolNew = top.get('enrol_new');
  if (enrolNew && typeof value(enrolNew) !== 'boolean') {
    reader.at(enrolNew, 'enrol_new', 'gate.policy.flag');
  }
  if (value(enrolNew) === true) policy.enrolNew = true;
  const mayIgnore = items(top.get('may_ignore'), 'may_ignore', reader, username);
  if (mayIgnore.length > 0) policy.mayIgnore = [...new Set(mayIgnore)];
  const images = items(top.get('images'), 'images', reader, readImage);
  if (images.length > 0) policy.images = images;
  const threads = top.get('threads');
  if (threads && value(threads) !== null) {
    const count = value(threads);
    const fits = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_THREADS;
    if (!fits) reader.at(threads, 'threads', 'gate.policy.threads', { most: MAX_THREADS });
    else if (count > 0) policy.threads = count;
  }
  refuseDoubles(top.get('exceptions'), 'exceptions', policy.exceptions, (e) => String(e.project), reader);
  refuseDoubles(top.get('ignores'), 'ignores', policy.ignores, (i) => `${i.project} ${i.finding}`, reader);
  refuseDoubles(top.get('images'), 'images', images, (i) => `${i.project} ${i.image}`, reader);
  return policy;
}

function readImage(node: Node, key: string, reader: Reader): PolicyImage | null {
  const map = fields(node, key, IMAGE_KEYS, reader);
  if (!map) return null;
  const image = required(map.get('image'), node, `${key}.image`, 'gate.policy.no_image', reader);
  // In the tag alone: two commits' images are compared as one image.
  const tagged = image.replace(/(:[\w.-]*)\{commit\}([\w.-]*)$/, `$1${'0'.repeat(40)}$2`);
  if (image && !isImageName(tagged)) {
    reader.at(map.get('image'), `${key}.image`, 'gate.policy.image', { example: '{commit}' });
  }
  return { project: projectId(map.get('project'), node, `${key}.project`, reader), image };
}

function username(node: Node, key: string, reader: Reader): string | null {
  const name = value(node);
  if (typeof name === 'string' && /^@?[\w.-]{1,255}$/.test(name)) return name.replace(/^@/, '').toLowerCase();
  reader.at(node, key, 'gate.policy.user');
  return null;
}

function readException(node: Node, key: string, reader: Reader): PolicyException | null {
  const map = fields(node, key, EXCEPTION_KEYS, reader);
  if (!map) return null;
  const until = day(map.get('until'), `${key}.until`, reader);
  return {
    project: projectId(map.get('project'), node, `${key}.project`, reader),
    path: line(map.get('path'), `${key}.path`, reader),
    ...settings(map, node, key, reader),
    reason: required(map.get('reason'), node, `${key}.reason`, 'gate.policy.no_reason', reader),
    owner: line(map.get('owner'), `${key}.owner`, reader),
    ...(until !== undefined && { until }),
  };
}

function readIgnore(node: Node, key: string, reader: Reader): PolicyIgnore | null {
  const map = fields(node, key, IGNORE_KEYS, reader);
  if (!map) return null;
  const until = day(map.get('until'), `${key}.until`, reader);
  return {
    project: projectId(map.get('project'), node, `${key}.project`, reader),
    finding: required(map.get('finding'), node, `${key}.finding`, 'gate.policy.no_finding', reader),
    reason: required(map.get('reason'), node, `${key}.reason`, 'gate.policy.ignore_reason', reader),
    by: line(map.get('by'), `${key}.by`, reader),
    ...(until !== undefined && { until }),
  };
}

function settings(map: Map<string, Node | null>, parent: unknown, key: string, reader: Reader): GateSettings {
  const drafts = map.get('drafts');
  if (drafts && typeof value(drafts) !== 'boolean') {
    reader.at(drafts, `${key}.drafts`, 'gate.policy.flag');
  }
  const onError = map.get('on_error');
  if (onError && value(onError) !== 'block' && value(onError) !== 'allow') {
    reader.at(onError, `${key}.on_error`, 'gate.policy.on_error');
  }
  const failOnNode = map.get('fail_on');
  if (!failOnNode)
    reader.at(parent, `${key}.fail_on`, 'gate.policy.no_threshold', { values: FAIL_ON.join(', ') });
  return {
    failOn: (failOnNode && threshold(failOnNode, `${key}.fail_on`, reader)) || 'high',
    scans: scans(map.get('scans'), parent, `${key}.scans`, reader),
    perScan: perScan(map.get('per_scan'), `${key}.per_scan`, reader),
    drafts: !drafts || value(drafts) !== false,
    ...(value(onError) === 'allow' && { onError: 'allow' as const }),
  };
}

function threshold(node: unknown, key: string, reader: Reader): FailOn | null {
  const found = FAIL_ON.find((f) => f === value(node));
  if (!found) reader.at(node, key, 'gate.policy.threshold', { values: FAIL_ON.join(', ') });
  return found ?? null;
}

function scans(node: Node | null | undefined, parent: unknown, key: string, reader: Reader): ScanId[] {
  if (!isSeq(node) || node.items.length === 0) {
    reader.at(node ?? parent, key, 'gate.policy.no_scans', { scans: SCAN_IDS.join(', ') });
    return [];
  }
  const found: ScanId[] = [];
  node.items.forEach((item, i) => {
    const id = SCAN_IDS.find((s) => s === value(item));
    if (!id) reader.at(item, `${key}[${i}]`, 'gate.policy.scan', { scans: SCAN_IDS.join(', ') });
    else if (found.includes(id)) reader.at(item, `${key}[${i}]`, 'gate.policy.scan_twice', { scan: id });
    else found.push(id);
  });
  return found;
}

function perScan(node: Node | null | undefined, key: string, reader: Reader): GateSettings['perScan'] {
  if (!node || value(node) === null) return {};
  const map = fields(node, key, SCAN_IDS, reader);
  const found: GateSettings['perScan'] = {};
  for (const id of SCAN_IDS) {
    if (!map?.has(id)) continue;
    const failOn = threshold(map.get(id), `${key}.${id}`, reader);
    if (failOn) found[id] = failOn;
  }
  return found;
}
