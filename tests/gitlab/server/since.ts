/** Whether a GitLab of this version (`15.7.0`, `18.5.1-ee`) has what came with that one (`16.3`). */
export function since({ version }: { version: string }, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
