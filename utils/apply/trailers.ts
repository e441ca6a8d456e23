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
