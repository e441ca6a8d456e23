/** A commit message of ours: the title, and in trailers which job made it and for whom. */
export function commitMessage(title: string, jobId: string, username: string): string {
  return `${title}\n\n${jobTrailer(jobId)}\nMR-Gate-By: @${username}\n`;
}

/** Whether a commit was made by the job: how a commit is found again whose answer never came. */
export function isOfJob(message: string, jobId: string): boolean {
  return message.split(/\r?\n/).includes(jobTrailer(jobId));
}

function jobTrailer(jobId: string): string {
  return `MR-Gate-Job: ${jobId}`;
}

/** The trailers of a commit of ours; null where it is somebody else's. */
export function readTrailers(message: string): { jobId: string; by: string | null } | null {
  const value = (key: string): string | undefined =>
    message
      .split(/\r?\n/)
      .find((line) => line.startsWith(`${key}: `))
      ?.slice(key.length + 2)
      .trim();
  const jobId = value('MR-Gate-Job');
  if (jobId === undefined || !/^[\w-]{1,100}$/.test(jobId)) return null;
  const by = value('MR-Gate-By')?.replace(/^@/, '');
  return { jobId, by: by !== undefined && /^[\w.-]{1,255}$/.test(by) ? by : null };
}

/** First line of a commit message. */
export function titleOfCommit(message: string): string {
  return (message.split(/\r?\n/, 1)[0] ?? '').slice(0, 500);
}
