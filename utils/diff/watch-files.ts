import { DIFF_ATTRIBUTES, DIFF_FILES, engineOf, isRecycled } from '../gitlab/page/diffs.ts';

/** What happened to the files of the changes since the last time. */
export interface Changes {
  /** Those that came, and those in which something changed. */
  files: ReadonlySet<Element>;
  /** An element that stood there already may show another file now, or another line. */
  recycled: boolean;
  /** Something went away. */
  removed: boolean;
}

export interface FileWatch {
  /** Begins. */
  start(): void;
  /** From now on tells of what changes in this file, too: rows that come, go, or become other lines. */
  inside(file: Element): void;
}

const CHILDREN = { childList: true };
const ALL = { childList: true, subtree: true, attributes: true, attributeFilter: DIFF_ATTRIBUTES };

/**
 * Tells of files that come, change and go.
 *
 * A stream's files are parsed into the page node by node, tens of thousands of them, and who watches all of the page is
 * told of each. So as soon as there is a streamed file its list is watched for more files, what is above that for another
 * list, and of the files themselves those alone that somebody asks for. While there is none, and where files come as a
 * whole, all of the page is watched.
 */
export function watchFiles(
  document: Document,
  onChanged: (changes: Changes) => void,
  signal: AbortSignal,
): FileWatch {
  const view = document.defaultView;
  /** The parents of streamed files. */
  const lists = new Set<Element>();
  /** Elements all of which is watched, since files may come in it: the page, or what stands between a list's files. */
  const places = new Map<Element, MutationObserver>();

  const changed = (records: readonly MutationRecord[]) => {
    const files = new Set<Element>();
    let recycled = false;
    let removed = false;
    for (const { target, addedNodes, removedNodes } of records) {
      removed ||= removedNodes.length > 0;
      const element = target as Element;
      const isList = lists.has(element);
      const file = isList ? null : element.closest(DIFF_FILES);
      if (file) {
        if (!files.has(file)) recycled ||= isRecycled(file);
        files.add(file);
        continue;
      }
      for (const node of addedNodes) {
        if (node.nodeType !== node.ELEMENT_NODE) continue;
        const added = filesOf(node as Element);
        for (const one of added) files.add(one);
        if (isList && added.length === 0) addPlace(node as Element);
      }
    }
    if (removed && lists.size > 0 && !hasFiles()) everywhere();
    addLists(files);
    onChanged({ files, recycled, removed });
  };
  const observer = view && new view.MutationObserver(changed);

  const everywhere = () => {
    observer?.disconnect();
    lists.clear();
    for (const place of places.keys()) removePlace(place);
    addPlace(document.body);
  };

  const hasFiles = () => [...lists].some((list) => list.isConnected && list.querySelector(DIFF_FILES));

  const addLists = (files: Iterable<Element>) => {
    for (const file of files) {
      const list = file.parentElement;
      if (!list || lists.has(list) || !engineOf(file)?.streamed) continue;
      lists.add(list);
      for (let at: Element | null = list; at; at = at.parentElement) {
        observer?.observe(at, CHILDREN);
        removePlace(at);
      }
      for (const child of list.children) if (!child.matches(DIFF_FILES)) addPlace(child);
    }
  };

  const addPlace = (place: Element) => {
    if (!view || places.has(place) || holdsList(place)) return;
    const whole = new view.MutationObserver(changed);
    whole.observe(place, ALL);
    places.set(place, whole);
  };

  const holdsList = (place: Element) => [...lists].some((list) => place.contains(list));

  const removePlace = (place: Element) => {
    places.get(place)?.disconnect();
    places.delete(place);
  };

  signal.addEventListener(
    'abort',
    () => {
      observer?.disconnect();
      for (const place of places.keys()) removePlace(place);
    },
    { once: true },
  );

  return {
    start() {
      everywhere();
      addLists(document.querySelectorAll(DIFF_FILES));
    },
    inside(file) {
      if (file.parentElement && lists.has(file.parentElement)) observer?.observe(file, ALL);
    },
  };
}

/** The files that came with an element: itself, or in it. */
function filesOf(element: Element): ArrayLike<Element> & Iterable<Element> {
  if (element.matches(DIFF_FILES)) return [element];
  return element.firstElementChild ? element.querySelectorAll(DIFF_FILES) : [];
}
