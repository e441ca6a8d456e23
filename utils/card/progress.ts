import { mayGate } from '../gate/gate-project.ts';
import { SCAN_IDS, type ScanId } from '../gate/scans.ts';
import { fittingOf, maybe, object, text, whole } from '../gate/shape.ts';
import { type CardPlace, ownUrl } from './links.ts';
import { type SessionApi, SessionError } from './session-api.ts';

/** A step of a gate that works: reading the merge request, each scan, and the verdict. */
export interface Step {
  of: ScanId | 'prepare' | 'gate';
  state: 'waiting' | 'running' | 'done' | 'failed';
}

const job = object({ name: text(), status: text() });
const bridge = object({
  name: text(),
  downstream_pipeline: maybe(object({ id: whole(), project_id: maybe(whole()) })),
});

/** The pipeline that a status names, where it can be the gate's: its project's path and its number. */
export function gatePipeline(
  place: CardPlace,
  runUrl: string | null,
): { project: string; id: string } | null {
  const url = ownUrl(place, runUrl);
  const path = url?.slice(place.baseUrl.length + 1) ?? '';
  const [, project, id] = /^(.+)\/-\/pipelines\/(\d{1,15})$/.exec(path) ?? [];
  return project && id && mayGate(project, place.projectPath) ? { project, id } : null;
}

/**
 * How far the gate has come, by the jobs of its pipeline and of the child pipeline that holds the scans. Two round
 * trips with the page's session.
 *
 * @returns null where this session may not read them, or they are none of one merge request's (a daily sweep)
 * @throws SessionError
 */
export async function readProgress(
  api: SessionApi,
  place: CardPlace,
  runUrl: string | null,
  signal: AbortSignal,
): Promise<Step[] | null> {
  const pipeline = gatePipeline(place, runUrl);
  if (!pipeline) return null;
  const project = `/projects/${encodeURIComponent(pipeline.project)}`;
  const list = async <T>(path: string, shape: (value: unknown) => T) =>
    (await api.json(`${project}/pipelines/${path}`, { per_page: 100 }, fittingOf(shape), signal)).data;
  try {
    const [parents, bridges] = await Promise.all([
      list(`${pipeline.id}/jobs`, job),
      list(`${pipeline.id}/bridges`, bridge),
    ]);
    const prepare = parents.find(({ name }) => name === 'prepare');
    if (!prepare) return null;
    const child = bridges.find(({ name }) => name === 'merge-request')?.downstream_pipeline?.id;
    const jobs = child === undefined ? [] : await list(`${child}/jobs`, job);
    const scans = SCAN_IDS.flatMap((scan) => {
      const found = jobs.find(({ name }) => name === scan);
      return found ? [step(scan, found.status)] : [];
    });
    const gate = jobs.find(({ name }) => name === 'gate');
    return [step('prepare', prepare.status), ...scans, step('gate', gate?.status ?? 'created')];
  } catch (error) {
    if (error instanceof SessionError && /^(forbidden|not_found)$/.test(error.kind)) return null;
    throw error;
  }
}

function step(of: Step['of'], status: string): Step {
  if (status === 'running') return { of, state: 'running' };
  if (status === 'success') return { of, state: 'done' };
  return { of, state: /^(failed|canceled|skipped)$/.test(status) ? 'failed' : 'waiting' };
}
