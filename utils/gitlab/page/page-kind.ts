/** A kind of GitLab's pages: what `<body data-page>` says (`controller:…:action`), with the address below the relative root. */
export interface PageKind {
  kind: 'group' | 'merge-request' | 'merge-request-list';
  dataPage: RegExp;
  /** On the path below the root. Group 1 is the full path, of a group or project; group 2 a merge request's iid. */
  path: RegExp;
}

/** A full path: names joined by slashes, never the `-` that parts a full path from a route. */
export const FULL_PATH = String.raw`((?!-\/)[\w.][\w.-]*(?:\/(?!-(?:\/|$))[\w.-]+)*)`;

export const MERGE_REQUEST: PageKind = {
  kind: 'merge-request',
  dataPage: /^projects:merge_requests:(?!index$|new$|edit$|create$)[a-z0-9_]+$/,
  // GitLab before 13 had no `/-/` here; the tab's name stands behind the iid, or not, whatever tab is open.
  path: new RegExp(String.raw`^\/${FULL_PATH}(?:\/-)?\/merge_requests\/(\d{1,15})(?:\/[a-z_]+)*\/?$`),
};

/** GitLab's longest address of a group or merge request: 20 nested names of 255 characters, and a route. */
const MAX_PATH = 6000;

/** What a page's path holds, if it is of this kind. */
export function findIn({ dataPage, path }: PageKind, saysPage: string, at: string): string[] | null {
  if (at.length > MAX_PATH || !dataPage.test(saysPage)) return null;
  return path.exec(at)?.slice(1) ?? null;
}

/** `baseUrl`: as of every page of a GitLab (`detect.ts`). */
export interface MergeRequestPage {
  kind: 'merge-request';
  baseUrl: string;
  projectPath: string;
  iid: number;
}

/** The merge request of a path in which this was found. */
export function mergeRequestAt(
  body: HTMLElement,
  baseUrl: string,
  [path = '', iid]: string[],
): MergeRequestPage {
  const projectPath = sameIgnoringCase(body, 'data-project-full-path', path);
  return { kind: 'merge-request', baseUrl, projectPath, iid: Number(iid) };
}

/** A full path as `<body>` has it, if it is the one from the address. */
export function sameIgnoringCase(body: HTMLElement, attribute: string, fromAddress: string): string {
  const written = body.getAttribute(attribute);
  return written?.toLowerCase() === fromAddress.toLowerCase() ? written : fromAddress;
}
