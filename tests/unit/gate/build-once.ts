import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the gate program is to be had. */
    gateProgram: string;
  }
}

/**
 * Builds the gate program for all processes of a run, once one of them asks for it: it takes seconds, and a process that
 * has loaded the bundler is slow to start others.
 */
export default async function buildOnce(project: TestProject): Promise<() => void> {
  let built: Promise<string> | undefined;
  // What changed in the meantime is to be in it.
  project.onTestsRerun(() => {
    built = undefined;
  });
  const server = createServer((_, response) => {
    built ??= import('./build-program.ts').then(({ buildProgram }) => buildProgram());
    built.then(
      (program) => response.end(program),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('gateProgram', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => server.close();
}
