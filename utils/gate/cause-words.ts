/**
 * Why the gate could not tell, or tells less than it should: each in the gate's English words. `{name}` stands for a
 * parameter, of which `{why}` and `{list}` are words of the gate again. Where one text fits two of them, the first counts.
 */
export const CAUSE_WORDS = {
  // A scan without a result.
  'gate.scan.no_report': 'no report was left',
  'gate.scan.left_nothing': 'the scan left no report; its job in the gate pipeline says why',
  'gate.scan.took_longer': 'it took longer than {minutes} minutes',
  'gate.scan.ended': "the scanner ended with code {code}; its job's log says why",
  'gate.scan.no_tool': '{tool} is not on this runner',
  'gate.scan.no_sast': 'no SAST scanner is on this runner: it needs containers, or ESLint or Bandit',
  'gate.scan.unread': 'no scanner of this runner reads {files}; one with containers has it',
  'gate.scan.lost': '{file} could be read in the target branch and can not be any more',
  'gate.scan.outgrown': '{file} was scanned in the target branch and is too large for it now',
  'gate.scan.large_source': '{file} is source code and too large to be scanned',
  'gate.scan.no_from': '{file}: it has no FROM',
  'gate.scan.argument': '{file}: its base depends on a build argument',
  'gate.scan.no_image': '{file}: its base is not the name of an image',
  'gate.scan.registry':
    '{file} builds on an image of {registry}, which MR_GATE_IMAGE_REGISTRIES does not name',
  'gate.scan.images': 'its Dockerfiles build on {number} images; at most {most} are scanned',

  // A report that says nothing.
  'gate.report.too_large': 'the report is too large',
  'gate.report.larger': 'the report is larger than {size} MB',
  'gate.report.not_json': 'the report is not valid JSON',
  'gate.report.no_list': 'the report has no list of vulnerabilities',
  'gate.report.too_many': 'the report has more than {number} findings',
  'gate.report.scan_failed': 'the scanner reported that its scan failed',
  'gate.report.not_objects': 'the report has findings that are not objects',
  'gate.report.not_of': 'it is not a JSON report of {tool}',

  // A result with something to tell of it.
  'gate.aside.base': 'the target branch could not be scanned ({why})',
  'gate.aside.no_common': 'it has no commit in common with the merge request',
  'gate.aside.unparsed': 'could not be parsed: {files}',
  'gate.aside.no_packages': 'no packages found in {files}',
  'gate.aside.missing': 'not scanned: {list}',
  'gate.missing.large': {
    one: '{count} file over 5 MB ({files})',
    other: '{count} files over 5 MB ({files})',
  },
  'gate.missing.unwritable': {
    one: "{count} file with a name that can't be written",
    other: "{count} files with a name that can't be written",
  },
  'gate.missing.submodules': { one: '{count} submodule', other: '{count} submodules' },
  'gate.missing.lfs': { one: '{count} Git LFS file', other: '{count} Git LFS files' },

  // A verdict that GitLab does not hold the merge request to.
  'gate.lax.held': '{why} A thread holds it instead, until it is resolved: look before you do.',
  'gate.lax.unheld':
    '{why} A thread says so, but this repository lets merge requests with open threads be merged.',
  'gate.lax.fork':
    "The merge request comes from a fork, whose pipelines take no status from the gate's user.",
  'gate.lax.protected':
    "The source branch is protected, and its pipelines take no status from the gate's user, who may neither push nor merge to it.",
  'gate.lax.unseen': "GitLab's merge check looks at another pipeline than the one that took the status.",

  // A gate that broke off.
  'gate.broken.policy_more': '{why} (and {number} more)',
  'gate.broken.policy_key': '{file} line {line}, {key}: {why}',
  'gate.broken.policy_line': '{file} line {line}: {why}',
  'gate.broken.no_settings': 'the policy has no settings for this repository',
  'gate.broken.files': 'the repository has more than {number} files: too many to scan',
  'gate.broken.size': "the repository's files are over {size} GB: too large to scan",
  'gate.broken.no_scan': 'The policy names no scan for this repository.',
  'gate.broken.unread': "{file} of {branch} can't be read",
  'gate.broken.gitlab': 'GitLab: {why} ({request})',
  'gate.broken.no_git': 'git could not be started: the image must have it',
  'gate.broken.git_path': 'git: a path of the commit is too long',
  'gate.broken.git_object': 'git: an object of the commit is missing',
  'gate.broken.git': 'git {command}: {why}',

  // The last, since what is before it in other words may be anything.
  'gate.more': '{names} and {number} more',
} as const;
