import type { StoreApi } from 'zustand/vanilla';
import type { Connection } from '../../utils/connection.ts';
import type { ProbedGitLab } from '../../utils/gitlab/page/probe.ts';
import type { send } from '../../utils/message-client.ts';
import type { PageOutcomes } from '../../utils/page-outcome.ts';
import type { Features } from '../../utils/settings.ts';
import type { Text } from '../../utils/texts/types.ts';
import type { UserError } from '../../utils/user-error.ts';

/** What there is to see in the tab that the popup was opened for. */
export type Sight =
  /** `outcomes`: what our scripts in the page tell. null: there are none; undefined: they were not asked. */
  | { kind: 'gitlab'; gitlab: ProbedGitLab; outcomes: PageOutcomes | null | undefined }
  | { kind: 'other'; url: string }
  /** A page of the browser itself or its store: no extension may look at it. */
  | { kind: 'restricted' };

/** How the popup was opened: on a tab, or as a page for a certain GitLab. */
export interface Opened {
  baseUrl: string | null;
  view: 'connect' | 'gate-token';
  groupPath: string | null;
}

export interface PopupDeps {
  opened: Opened;
  send: typeof send;
  look(): Promise<Sight>;
  granted(baseUrl: string): Promise<boolean>;
  /** Asks the user. Browsers allow it only synchronously within a click. */
  requestGrant(baseUrl: string): Promise<boolean>;
  removeGrant(baseUrl: string): Promise<unknown>;
  drafts: { read(key: string): Promise<string>; write(key: string, text: string): Promise<void> };
  now(): number;
  /** Of this extension. */
  version: string;
}

export type View =
  | { name: 'looking' }
  | { name: 'no-gitlab'; sight: Exclude<Sight, { kind: 'gitlab' }> }
  | { name: 'grant'; baseUrl: string; refused: boolean }
  /** `before`: the connection whose token is being replaced. */
  | { name: 'token'; baseUrl: string; before: Connection | null }
  | { name: 'connected'; connection: Connection }
  | { name: 'gate-token'; baseUrl: string; groupPath: string; storedFor: string | null };

export interface PopupState {
  view: View;
  connections: Connection[];
  /** null: not read, and nothing is said of the tab. */
  features: Features | null;
  /** What the page in the tab says of its GitLab. */
  seen: ProbedGitLab | null;
  /** What our scripts in it tell (see `Sight`). */
  outcomes: PageOutcomes | null | undefined;
  /** The token as typed so far. */
  draft: string;
  busy: 'verifying' | 'rechecking' | 'granting' | 'removing' | null;
  error: UserError | null;
  notice: { variant: 'success' | 'warning' | 'info'; text: Text } | null;
}

export interface PopupSession {
  version: string;
  store: StoreApi<PopupState>;
  start(): Promise<void>;
  /** Shows a GitLab by what was typed. @returns false: that is no address. */
  openAddress(address: string): Promise<boolean>;
  open(baseUrl: string): Promise<void>;
  /** To be called synchronously in a click. */
  grant(): Promise<void>;
  type(typed: string): void;
  submitToken(): Promise<void>;
  recheck(): Promise<void>;
  /** Starts replacing the token of the connection that is shown. */
  update(): Promise<void>;
  cancelUpdate(): void;
  disconnect(takeBackGrant: boolean): Promise<void>;
}
