import { SCANS, type ScanId } from '../gate/scans.ts';

/** What an administrator of the instance sets with CI/CD variables of the gate project. */
export interface ScannerSettings {
  /** The image of the gate program's own jobs: has Node and git. */
  programImage: string;
  /** For each scan; null: the gate program scans itself. */
  images: Readonly<Record<ScanId, string | null>>;
  /** Hosts that images of the scanned repositories may come from. */
  registries: ReadonlySet<string>;
}

/** Has Node and git; the same as in the gate project's own pipeline file. */
export const IMAGE = 'node:24-bookworm';

/**
 * A Dockerfile's author says where its base comes from, and the runner would ask any host that they name. These are
 * public ones; others are named in MR_GATE_IMAGE_REGISTRIES.
 */
const REGISTRIES = [
  'docker.io',
  'gcr.io',
  'ghcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry.access.redhat.com',
  'registry.gitlab.com',
  'registry.k8s.io',
];

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Error naming the variable that is no image. */
export function readScannerSettings(env: Variables): ScannerSettings {
  const images = Object.fromEntries(
    SCANS.map(({ id, image, imageVariable }) => [
      id,
      image && imageVariable ? imageOf(env, imageVariable, image) : null,
    ]),
  ) as Record<ScanId, string | null>;
  const more = (env.MR_GATE_IMAGE_REGISTRIES ?? '').split(/[\s,]+/).filter(Boolean);
  const own = env.CI_REGISTRY ? [env.CI_REGISTRY] : [];
  return {
    programImage: programImage(env),
    images,
    registries: new Set([...REGISTRIES, ...own, ...more].map((host) => host.toLowerCase())),
  };
}

/** @throws Error where MR_GATE_IMAGE is no image. */
export function programImage(env: Variables): string {
  return checked('MR_GATE_IMAGE', env.MR_GATE_IMAGE?.trim() || IMAGE);
}

function imageOf(env: Variables, variable: string, image: string): string {
  const own = env[variable]?.trim();
  if (own) return checked(variable, own);
  const prefix = env.MR_GATE_IMAGE_PREFIX?.trim().replace(/\/+$/, '');
  if (!prefix) return image;
  // The mirror stands for the registry, as GitLab's own SECURE_ANALYZERS_PREFIX does.
  return checked('MR_GATE_IMAGE_PREFIX', `${prefix}/${image.slice(image.indexOf('/') + 1)}`);
}

function checked(variable: string, image: string): string {
  if (!/^[\w][\w.:/@-]{0,400}$/.test(image)) throw new Error(`${variable} does not name an image`);
  return image;
}
