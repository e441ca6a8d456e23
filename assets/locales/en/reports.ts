/** What a repository’s own reports say, where it is not gated. */
export const reports = {
  'reports.would.passed': 'By its own pipeline’s reports the gate would let it pass: {verdict}',
  'reports.would.report_only': 'By its own pipeline’s reports the gate would report only: {verdict}',
  'reports.would.failed': 'By its own pipeline’s reports the gate would fail it: {verdict}',
  'reports.gate_it':
    'Nothing is enforced. To gate it, a maintainer opens the group and chooses Configure Scans.',
  'reports.base_expired': 'The target branch’s reports have expired ({scans}). {would}',
  'reports.run_target': 'Run the target branch’s pipeline again, then refresh.',
  'reports.wait': 'Wait: the pipeline is not finished, and what it leaves is read by itself.',
  'reports.expired':
    'The reports of its pipeline have expired ({scans}), so they no longer tell what the gate would say.',
  'reports.run_again': 'Run the pipeline again, then refresh.',
  'reports.untold': 'Its own pipeline’s reports do not tell what the gate would say: {scans}.',
  'reports.scan_because': '{scan}: {why}',
  'reports.all.and': '{first}; {second}',
  'reports.all.comma': '{first}, {second}',
  'reports.missing':
    'The group’s policy asks for scans of which its own pipeline left no report ({scans}), so nobody can tell yet what the gate would say.',
  'reports.ask': 'Ask a Developer of the repository: GitLab does not let you read these reports.',
  'reports.try_again': 'Try again in a moment.',
  'reports.see_job': 'See the job that left the report, and run it again.',

  // Why a report says nothing. Behind `{problem}` are the report reader’s own words, in English.
  'reports.no_report': 'the pipeline left no such report',
  'reports.no_base': 'the target branch could not be scanned ({why})',
  'reports.base.no_report': 'its pipeline left no such report',
  'reports.base.no_pipeline': 'it has no finished pipeline',
  'reports.job.gone': 'the report of job {job} could not be read: GitLab no longer has it',
  'reports.job.expired': 'the report of job {job} could not be read: it has expired',
  'reports.job.forbidden': 'the report of job {job} could not be read: GitLab does not let you read it',
  'reports.job.not_sent': 'the report of job {job} could not be read: GitLab did not send it',
  'reports.job.too_large': 'the report of job {job} could not be read: it is too large',
  'reports.job.damaged': 'the report of job {job} could not be read: it is damaged',
  'reports.job.elsewhere': 'the report of job {job} could not be read: it lies outside this GitLab',
  'reports.job.malformed': 'the report of job {job} could not be read: {problem}',
} as const;
