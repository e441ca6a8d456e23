// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseImage, named, registryOf } from '../../../utils/gate-program/dockerfile.ts';
import { scopeOf } from '../../../utils/gate-program/scan-scope.ts';
import { readScannerSettings } from '../../../utils/gate-program/scanner-settings.ts';

/** A Dockerfile's own way to name an argument. */
const arg = (name: string) => `\${${name}}`;

describe('the image a Dockerfile builds on', () => {
  it.each([
    ['FROM node:22-alpine\nRUN true\n', 'node:22-alpine'],
    [`# syntax=x\nARG V=22\nFROM --platform=$BUILDPLATFORM node:${arg('V')} AS build\nRUN x\n`, 'node:22'],
    ['FROM node:22 AS build\nFROM nginx:1.27\nCOPY --from=build /a /b\n', 'nginx:1.27'],
    ['FROM node:22 AS base\nFROM base AS prod\nFROM prod\n', 'node:22'],
    [`ARG IMAGE="quay.io/a/b"\nfrom ${arg('IMAGE')}:1\n`, 'quay.io/a/b:1'],
    ['FROM \\\n  # a comment\n  node:22\n', 'node:22'],
    [`FROM ${arg('MISSING:-node:20')}\r\n`, 'node:20'],
    [`FROM a/b@sha256:${'0'.repeat(64)}\n`, `a/b@sha256:${'0'.repeat(64)}`],
  ])('%j', (dockerfile, name) => {
    expect(baseImage(dockerfile)).toEqual({ kind: 'image', name });
  });

  it.each([
    ['FROM scratch\nCOPY a /\n', 'scratch'],
    ['RUN true\n', 'unknown'],
    ['FROM $IMAGE\n', 'unknown'],
    ['FROM node:22;reboot\n', 'unknown'],
    ['FROM --help\n', 'unknown'],
    ["FROM $(curl\t'x')\n", 'unknown'],
    ['', 'unknown'],
  ])('%j is %s', (dockerfile, kind) => {
    expect(baseImage(dockerfile).kind).toBe(kind);
  });

  it('is never more than the name of an image', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9./:@$ -]{1,40}$/)), (text) => {
        const base = named(text);
        if (base.kind === 'image') expect(base.name).toMatch(/^[a-zA-Z0-9][\w.:/@-]*$/);
        expect(() => baseImage(text)).not.toThrow();
        expect(() => baseImage(`ARG A=${text}\nFROM $A`)).not.toThrow();
      }),
    );
  });

  it.each([
    ['node:22', 'docker.io'],
    ['library/node', 'docker.io'],
    ['ghcr.io/a/b:1', 'ghcr.io'],
    ['Registry.Example.com:5000/a', 'registry.example.com:5000'],
    ['localhost/a', 'localhost'],
  ])('%s comes from %s', (image, registry) => {
    expect(registryOf(image)).toBe(registry);
  });
});

describe('what there is to scan', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-scope-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const registries = readScannerSettings({
    MR_GATE_IMAGE_REGISTRIES: 'registry.example.com, 10.0.0.1:5000',
  }).registries;

  function scope(files: Record<string, string>) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return scopeOf(folder, registries);
  }

  it('is nothing but secrets in text', () => {
    const { settled, images } = scope({ 'README.md': '', 'package.json': '{}' });
    const nothing = { state: 'nothing_to_scan' };
    expect(settled).toEqual({
      sast: nothing,
      iac: nothing,
      dependency_scanning: nothing,
      container_scanning: nothing,
      licenses: nothing,
    });
    expect(images).toEqual([]);
  });

  it('follows the files', () => {
    const { settled, images } = scope({
      'src/a.ts': '',
      'a/go.mod': '',
      Dockerfile: 'FROM node:22\n',
      'deploy/Dockerfile.prod': 'FROM registry.example.com/base:1\n',
      'tools/dev.dockerfile': 'FROM node:22\n',
    });
    expect(settled).toEqual({});
    expect(images).toEqual(['node:22', 'registry.example.com/base:1']);
  });

  it('has nothing in a container image that is built from nothing', () => {
    expect(scope({ Dockerfile: 'FROM scratch\n' }).settled.container_scanning).toEqual({
      state: 'nothing_to_scan',
    });
  });

  it.each([
    ['FROM $BASE\n', /Dockerfile: its base depends on a build argument/],
    ['FROM internal.example.org/a\n', /internal\.example\.org, which MR_GATE_IMAGE_REGISTRIES does not name/],
  ])('fails for %j instead of asking anybody that a Dockerfile names', (text, cause) => {
    expect(scope({ Dockerfile: text }).settled.container_scanning).toEqual({
      state: 'failed',
      cause: expect.stringMatching(cause),
    });
  });

  it('fails for more images than can be fetched', () => {
    const files = Array.from({ length: 11 }, (_, i) => [`${i}/Dockerfile`, `FROM node:${i}\n`]);
    expect(scope(Object.fromEntries(files)).settled.container_scanning).toMatchObject({ state: 'failed' });
  });
});
