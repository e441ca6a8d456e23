import {
  isSweepIssue,
  needsSomebody,
  SWEEP_TITLE,
  type SweepFindings,
  sweepText,
} from '../gate/sweep-text.ts';
import { allPages } from '../gitlab/paging.ts';
import type { GateApi } from './api.ts';

interface Issue {
  iid: number;
  description: string | null;
  state: string;
}

/**
 * Keeps the one summary issue of the gate project: open while a person has something to do, closed when nobody has, and
 * none before there is anything to say.
 *
 * @throws GitLabError, as where the project has no issues
 */
export async function putSweepIssue(api: GateApi, gate: number, found: SweepFindings): Promise<void> {
  const path = `/projects/${gate}/issues`;
  const me = (await api.me()).id;
  const issues = await allPages<Issue>(api.transport, path, { author_id: me, scope: 'all', sort: 'asc' });
  const issue = issues.find(({ description }) => isSweepIssue(description));
  const open = needsSomebody(found);
  const description = sweepText(found);
  if (!issue) {
    if (open) {
      await api.transport.request({ method: 'POST', path, body: { title: SWEEP_TITLE, description } });
    }
    return;
  }
  const event = open ? 'reopen' : 'close';
  const changesState = open !== (issue.state === 'opened');
  if (!changesState && issue.description === description) return;
  await api.transport.request({
    method: 'PUT',
    path: `${path}/${issue.iid}`,
    body: { description, ...(changesState && { state_event: event }) },
  });
}
