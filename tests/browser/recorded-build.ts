import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD } from './chromium.ts';

/** How a recorded line begins, on the console of the script that it was recorded in. */
export const RECORDED = 'recorded:';

/**
 * Runs in front of each script of the extension, so that it misses no message: what a content script sends and
 * gets, over messages and ports, and what the worker answers to anybody.
 */
function record(prefix: string): void {
  type Call = (...args: unknown[]) => unknown;
  interface Port {
    name: string;
    onMessage: { addListener(listener: (message: unknown) => void): void };
    postMessage(message: unknown): void;
  }
  interface Runtime {
    sendMessage: Call;
    connect(...args: unknown[]): Port;
    onMessage: { addListener: Call };
  }
  const { chrome, browser, document } = globalThis as unknown as {
    chrome: { runtime: Runtime };
    browser?: { runtime?: Runtime };
    document?: unknown;
  };
  const tell = (what: string, value: unknown): void =>
    console.debug(`${prefix} ${what} ${JSON.stringify(value) ?? 'undefined'}`);
  const runtimes = new Set([chrome.runtime, ...(browser?.runtime ? [browser.runtime] : [])]);
  for (const runtime of runtimes) {
    const { sendMessage, connect } = runtime;
    if (document) {
      runtime.sendMessage = (...args) => {
        const told = args.map((arg) => {
          if (typeof arg !== 'function') return arg;
          return (reply: unknown) => {
            tell('answer', reply);
            return (arg as Call)(reply);
          };
        });
        tell('message', args);
        const sent = sendMessage.apply(runtime, told);
        if (sent instanceof Promise) sent.then((reply) => tell('answer', reply)).catch(() => {});
        return sent;
      };
      runtime.connect = (...args) => {
        const port = connect.apply(runtime, args);
        tell('port', port.name);
        port.onMessage.addListener((message) => tell('push', message));
        const post = port.postMessage;
        port.postMessage = (message) => {
          tell('post', message);
          post.call(port, message);
        };
        return port;
      };
    } else {
      const { onMessage } = runtime;
      const add = onMessage.addListener;
      onMessage.addListener = (listener) =>
        add.call(onMessage, (message: unknown, sender: unknown, reply: Call) =>
          (listener as Call)(message, sender, (value: unknown) => {
            tell('reply', value);
            reply(value);
          }),
        );
    }
  }
}

/** A copy of the build whose worker and content scripts are recorded. The caller removes the folder. */
export function recordedBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mr-gate-recorded-'));
  cpSync(BUILD, folder, { recursive: true });
  const scripts = readdirSync(join(folder, 'content-scripts')).filter((name) => name.endsWith('.js'));
  for (const script of ['background.js', ...scripts.map((name) => join('content-scripts', name))]) {
    const path = join(folder, script);
    writeFileSync(
      path,
      `(${record.toString()})(${JSON.stringify(RECORDED)});\n${readFileSync(path, 'utf8')}`,
    );
  }
  return folder;
}
