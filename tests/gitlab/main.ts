import { parseArgs } from 'node:util';
import type { Layout } from './embedded.ts';
import { PASSWORD, TOKENS } from './seed-names.ts';
import { startGitLab } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8929' },
    root: { type: 'string', default: '' },
    latency: { type: 'string', default: '0' },
    version: { type: 'string' },
    layout: { type: 'string' },
    seed: { type: 'string', default: 'demo' },
    'no-runner': { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const gitlab = await startGitLab({
  port: Number(values.port),
  root: values.root,
  latencyMs: Number(values.latency),
  ...(values.version && { version: values.version }),
  ...(isLayout(values.layout) && { layout: values.layout }),
  seed: values.seed === 'empty' ? 'empty' : 'demo',
  runner: !values['no-runner'],
  log: print,
});

print(`GitLab ${gitlab.world.version} (embedded) at ${gitlab.url}`);
print('');
print(`Users, all with the password ${PASSWORD}:`);
for (const user of gitlab.world.users.filter((candidate) => candidate.bot === null))
  print(
    `  ${user.username.padEnd(10)} ${user.name}${user.admin ? ' (admin)' : ''}${user.state === 'blocked' ? ' (blocked)' : ''}`,
  );
print('');
print('Tokens:');
for (const [name, token] of Object.entries(TOKENS)) print(`  ${name.padEnd(20)} ${token}`);
print('');
if (gitlab.world.groups.length > 0) print(`Group: ${gitlab.url}/acme`);
print('Stop with Ctrl+C.');

if (!values.quiet)
  gitlab.onRequest(({ method, path, status, username, ms }) =>
    print(
      `${status} ${method} ${path.replace(/((?:private_|access_|job_)?token=)[^&]+/g, '$1[MASKED]')} ${username ?? '-'} ${ms} ms`,
    ),
  );

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void gitlab.close().then(() => process.exit(0)));

function isLayout(name: string | undefined): name is Layout {
  return name === 'panels' || name === 'classic' || name === 'legacy';
}
