import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const REPORTS = join(import.meta.dirname, 'reports/written');

/** Trivy's stand-in: a report of its kind that was written by hand, for the files that are there. A base has no findings. */
const TRIVY = `echo "Trivy $1: token [$MR_GATE_TOKEN], job token [$CI_JOB_TOKEN]"
kind=$1
for target; do :; done
while [ "$1" != --output ]; do shift; done
if [ -d "$target/.mr-gate/base" ]; then echo '{"SchemaVersion": 2, "Results": []}' >"$2"; exit; fi
cp "${REPORTS}/trivy-$kind.json" "$2"`;

const OSV = `for target; do :; done
case "$target" in
  */base) echo '{"results": []}' ;;
  *) cat "${REPORTS}/osv-licenses.json" ;;
esac
exit 1`;

/**
 * Programs for a runner's PATH in place of scanners that a test can't run, which need images and databases: they
 * answer with the reports in `reports/written/`, and show that the pipeline works, not that the scanner does.
 */
export async function installStandIns(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, script] of Object.entries({ trivy: TRIVY, 'osv-scanner': OSV })) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
}
