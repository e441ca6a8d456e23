import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';

export interface LoadedPage {
  window: Window;
  document: Document;
  location: URL;
}

/** A document from HTML text at an address. No script of the page runs and nothing is fetched. */
export function loadHtml(html: string, url: string): LoadedPage {
  const window = new Window({ url, settings: { disableJavaScriptEvaluation: true } as object });
  window.document.write(html.trimStart());
  return { window, document: window.document as unknown as Document, location: new URL(url) };
}

/** A document from one of the fixtures beside this file. */
export function loadFixture(name: string, url: string): LoadedPage {
  return loadHtml(readFileSync(new URL(`./fixtures/${name}.html`, import.meta.url), 'utf8'), url);
}
