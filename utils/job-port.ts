/** The worker pushes `JobSnapshot | null` of a group over a port of this name followed by the group's path. */
export const JOB_PORT = 'job:';
