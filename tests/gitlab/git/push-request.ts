import type { RefChange } from '../server/context.ts';

/** Reads the commands at the start of a receive-pack request (gitprotocol-pack(5), "Reference Update Request"). */
export function pushCommands(body: Buffer): { changes: RefChange[]; capabilities: Set<string> } {
  const changes: RefChange[] = [];
  let capabilities = new Set<string>();
  let at = 0;
  while (at + 4 <= body.length) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(length > 4)) break;
    const [command = '', capabilityList] = body.toString('utf8', at + 4, at + length).split('\0');
    if (capabilityList !== undefined) capabilities = new Set(capabilityList.trim().split(' '));
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(command.trim());
    if (match !== null) changes.push({ before: match[1]!, after: match[2]!, ref: match[3]! });
    at += length;
  }
  return { changes, capabilities };
}

/** The answer to a push that a hook declined: git prints `remote: …` and `! [remote rejected]` from it. */
export function refusePush(changes: readonly RefChange[], capabilities: Set<string>, reason: string): Buffer {
  const report = Buffer.concat([
    packetLine('unpack ok\n'),
    ...changes.map((change) => packetLine(`ng ${change.ref} pre-receive hook declined\n`)),
    FLUSH,
  ]);
  if (!capabilities.has('side-band-64k')) return report;
  return Buffer.concat([sideBand(2, Buffer.from(`${reason}\n`)), sideBand(1, report), FLUSH]);
}

const FLUSH = Buffer.from('0000');

function packetLine(payload: Buffer | string): Buffer {
  const content = Buffer.from(payload);
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content]);
}

function sideBand(band: number, payload: Buffer): Buffer {
  return packetLine(Buffer.concat([Buffer.from([band]), payload]));
}
