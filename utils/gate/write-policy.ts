import { Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { GateSettings, Policy, PolicyException, PolicyIgnore, PolicyImage } from './policy.ts';
import { readPolicy } from './read-policy.ts';
import { normalSettings } from './settings.ts';

type Plain = string | number | boolean | string[] | Record<string, string>;
type Entry = Record<string, Plain | undefined>;

const HEADER = ` What MR Gate checks on merge requests. Written by the Configure Scans panel; edit by hand if you like:
 comments stay, and what cannot be read is told with its line and never overwritten.`;

/**
 * The text of `mr-gate.yml`. Given the text as it was, that document is edited in place, so that comments
 * and order of a hand-edited file stay wherever the content does (spacing is made even), and a text that says
 * it already is returned as it is. Deterministic.
 *
 * @throws where `previousText` cannot be read as a policy: it must not be written over.
 */
export function writePolicy(policy: Policy, previousText?: string): string {
  if (previousText === undefined || previousText.trim() === '') return fresh(policy);
  const before = readPolicy(previousText);
  if (!before.ok) throw new Error('The policy file has problems and must not be written over');
  if (canonical(before.policy) === canonical(policy)) return previousText;
  const edited = edit(policy, previousText);
  // Comments are worth keeping, but never at the price of another meaning.
  return means(edited, policy) ? edited : fresh(policy);
}

function fresh(policy: Policy): string {
  const document = new Document({ version: 1 }, { version: '1.2' });
  document.commentBefore = HEADER;
  if (policy.default) document.set('default', document.createNode(settingsEntry(policy.default)));
  for (const [key, value] of Object.entries(present(optionsEntry(policy)))) {
    document.set(key, document.createNode(value));
  }
  for (const [key, entries] of lists(policy)) {
    if (entries.length > 0) document.set(key, document.createNode(entries.map(present)));
  }
  flowSmallLists(document);
  return print(document);
}

function edit(policy: Policy, text: string): string {
  const document: Document = parseDocument(text, { version: '1.2' });
  if (!policy.default) document.delete('default');
  else {
    const node = document.get('default');
    if (isMap(node)) update(document, node, settingsEntry(policy.default));
    else document.set('default', document.createNode(settingsEntry(policy.default)));
  }
  if (isMap(document.contents)) update(document, document.contents, optionsEntry(policy));
  const keys: Record<string, string[]> = {
    exceptions: ['project'],
    ignores: ['project', 'finding'],
    images: ['project', 'image'],
  };
  for (const [key, entries] of lists(policy)) {
    const node = document.get(key);
    if (isSeq(node)) updateList(document, node, entries, keys[key] ?? []);
    else if (entries.length > 0) document.set(key, document.createNode(entries.map(present)));
    const now = document.get(key);
    if (isSeq(now) && now.items.length === 0) document.delete(key);
    else if (isSeq(now) && isSeq(node) === false) now.flow = false;
  }
  flowSmallLists(document);
  return print(document);
}

/** Written by hand where leaving it out says the same. */
const OFF = new Set(['enrol_new: false', 'threads: 0', 'on_error: block']);

/** Sets what differs and removes what is gone; what stays keeps its node, and with it its comments. */
function update(document: Document, node: YAMLMap, entry: Entry): void {
  for (const [key, value] of Object.entries(entry)) {
    if (value === undefined) {
      if (!OFF.has(`${key}: ${String(node.get(key))}`)) node.delete(key);
    } else if (!alike(node, key, value)) {
      const now = node.get(key, true);
      if (isScalar(now) && typeof value !== 'object') now.value = value;
      else node.set(key, document.createNode(value));
    }
  }
}

function alike(node: YAMLMap, key: string, value: Plain): boolean {
  // Left out by hand and meant as what it now is: leave it out.
  if (!node.has(key)) return (key === 'drafts' && value === true) || (key === 'path' && value === '');
  const now = node.get(key);
  const plain = isMap(now) || isSeq(now) ? now.toJSON() : now;
  return JSON.stringify(sorted(plain)) === JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].sort();
  if (value !== null && typeof value === 'object') return Object.entries(value).sort();
  return value;
}

function updateList(document: Document, list: YAMLSeq, entries: Entry[], identity: string[]): void {
  const name = (get: (key: string) => unknown) => identity.map((key) => String(get(key))).join(' ');
  const wanted = new Map(entries.map((entry) => [name((key) => entry[key]), entry]));
  list.items = list.items.filter((item) => {
    if (!isMap(item)) return false;
    const id = name((key) => item.get(key));
    const entry = wanted.get(id);
    if (!entry) return false;
    wanted.delete(id);
    update(document, item, entry);
    return true;
  });
  for (const entry of wanted.values()) list.add(document.createNode(present(entry)));
  if (list.items.length > 0 && wanted.size > 0) list.flow = false;
}

function lists(policy: Policy): [string, Entry[]][] {
  const byPath = (a: PolicyException, b: PolicyException) => compare(a.path, b.path) || a.project - b.project;
  const byFinding = (a: PolicyIgnore, b: PolicyIgnore) =>
    a.project - b.project || compare(a.finding, b.finding);
  const byImage = (a: PolicyImage, b: PolicyImage) => a.project - b.project || compare(a.image, b.image);
  return [
    ['exceptions', [...policy.exceptions].sort(byPath).map(exceptionEntry)],
    ['ignores', [...policy.ignores].sort(byFinding).map(ignoreEntry)],
    ['images', [...(policy.images ?? [])].sort(byImage).map(({ project, image }) => ({ project, image }))],
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function settingsEntry(settings: GateSettings): Entry {
  const normal = normalSettings(settings);
  return {
    fail_on: normal.failOn,
    scans: normal.scans,
    per_scan: Object.keys(normal.perScan).length > 0 ? { ...normal.perScan } : undefined,
    drafts: normal.drafts,
    on_error: normal.onError,
  };
}

function optionsEntry({ enrolNew, mayIgnore, threads }: Policy): Entry {
  return {
    enrol_new: enrolNew,
    may_ignore: mayIgnore && mayIgnore.length > 0 ? [...mayIgnore].sort() : undefined,
    threads: threads ? threads : undefined,
  };
}

function exceptionEntry(exception: PolicyException): Entry {
  const { project, path, reason, owner, until } = exception;
  return {
    project,
    path,
    ...settingsEntry(exception),
    reason,
    owner: owner === '' ? undefined : owner,
    until,
  };
}

function ignoreEntry({ project, finding, reason, by, until }: PolicyIgnore): Entry {
  return { project, finding, reason, by: by === '' ? undefined : by, until };
}

function present(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

/** `scans: [sast, iac]` on one line is how people write it. */
function flowSmallLists(document: Document): void {
  const maps = [document.get('default')];
  const exceptions = document.get('exceptions');
  if (isSeq(exceptions)) maps.push(...exceptions.items);
  maps.push(document.contents);
  for (const map of maps) {
    if (!isMap(map)) continue;
    for (const key of ['scans', 'per_scan', 'may_ignore']) {
      const node = map.get(key);
      if ((isSeq(node) || isMap(node)) && !node.range) node.flow = true;
    }
  }
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Whether a text reads as exactly this policy. */
function means(text: string, policy: Policy): boolean {
  const reading = readPolicy(text);
  return reading.ok && canonical(reading.policy) === canonical(policy);
}

/** One string for all policies that mean the same: for comparing, not for people. */
export function canonical(policy: Policy): string {
  const standard = policy.default && settingsEntry(policy.default);
  return JSON.stringify([standard, ...lists(policy).map(([, entries]) => entries), optionsEntry(policy)]);
}
