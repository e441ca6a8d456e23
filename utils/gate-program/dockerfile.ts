import { isImageName } from '../gate/image-name.ts';

/** What a Dockerfile builds on. */
export type BaseImage =
  | { kind: 'image'; name: string }
  | { kind: 'scratch' }
  | { kind: 'unknown'; why: 'gate.scan.no_from' | 'gate.scan.argument' | 'gate.scan.no_image' };

/**
 * The image that the last stage of a Dockerfile builds on. Stages that build on earlier ones are followed, and
 * `ARG`s before the first `FROM` are filled in with their defaults
 * (docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact).
 */
export function baseImage(dockerfile: string): BaseImage {
  const args = new Map<string, string>();
  const stages = new Map<string, string>();
  let last: string | undefined;
  for (const instruction of instructions(dockerfile)) {
    const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(instruction) ?? [];
    if (keyword.toUpperCase() === 'ARG' && last === undefined) {
      const [, name, value = ''] = /^(\w+)(?:=(.*))?$/s.exec(rest.trim()) ?? [];
      if (name) args.set(name, value.replace(/^(["'])(.*)\1$/, '$2'));
    }
    if (keyword.toUpperCase() !== 'FROM') continue;
    const words = rest.split(/\s+/).filter((word) => word && !word.startsWith('--'));
    const [from = '', as, name] = words;
    // A stage of this file goes before an image of the same name.
    const base = stages.get(from.toLowerCase()) ?? from;
    if (as?.toUpperCase() === 'AS' && name) stages.set(name.toLowerCase(), base);
    last = base;
  }
  if (!last) return { kind: 'unknown', why: 'gate.scan.no_from' };
  return named(expand(last, args));
}

/** The image, if it is one that can be named. */
export function named(image: string): BaseImage {
  if (image === 'scratch') return { kind: 'scratch' };
  if (image.includes('$') || image === '') return { kind: 'unknown', why: 'gate.scan.argument' };
  if (!isImageName(image)) {
    return { kind: 'unknown', why: 'gate.scan.no_image' };
  }
  return { kind: 'image', name: image };
}

/** The registry that an image comes from, as Docker finds it. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first.toLowerCase() : 'docker.io';
}

/** Instructions with their continued lines, without comments. */
function instructions(dockerfile: string): string[] {
  return dockerfile
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function expand(text: string, args: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (whole, braced?: string, fallback?: string, bare?: string) =>
      args.get(braced ?? bare ?? '') || fallback || whole,
  );
}
