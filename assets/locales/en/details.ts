/** The opened card: its findings and actions, and the marks in the changes. */
export const details = {
  'details.copied': 'Copied',
  'details.copy_refused': 'The browser refused to copy',
  'details.copy_markdown': 'Copy as Markdown',
  'details.run': 'Gate pipeline',
  'details.would_fail': 'Would fail on',
  'details.would_fail_on': 'Would fail on: {threshold}',
  'details.severity': 'Severity',
  'details.severities': 'All severities',
  'details.scan': 'Scan',
  'details.all_scans': 'All scans',
  'details.scans': 'Scans',

  // The findings.
  'details.blocking': 'Blocks this merge request',
  'details.at_threshold': 'At or above the threshold',
  'details.of.introduced': 'New, below the threshold',
  'details.introduced_all': 'New findings',
  'details.of.existing': 'Already in the target branch',
  'details.of.fixed': 'Fixed by this merge request',
  'details.of.ignored': 'Ignored by the policy',
  'details.shown_of': '{shown} of {all}',
  'details.show_more': 'Show {next} more of {hidden}',
  'details.cut': '{number} more did not fit into the gate’s comment: the gate pipeline has them all.',
  'details.unnamed': 'Unnamed finding',
  'details.false_positive': 'Likely false positive',
  'details.more': 'and {number} more',
  'details.description': 'Description',
  'details.description_solution': 'Description and solution',
  'details.solution': 'Solution:',
  'details.view_file': 'View file',

  // The scans.
  'details.fails_on': 'Fails on',
  'details.result': 'Result',
  'details.not_asked_for': 'Not asked for by the policy',
  'details.by_tool': 'by {tool}',
  'details.scan_state.ok': 'Scanned',
  'details.scan_state.nothing_to_scan': 'Nothing to scan',
  'details.scan_state.failed': 'Failed',
  'details.scan_state.missing': 'No report',
  'details.scan_state.not_compared': 'Not compared',

  // How far the gate has come.
  'details.progress': 'Progress',
  'details.step.prepare': 'Reading the merge request',
  'details.step.gate': 'Verdict',
  'details.step_state.waiting': 'Waiting',
  'details.step_state.running': 'Running',
  'details.step_state.done': 'Done',
  'details.step_state.failed': 'Failed',

  // Where the verdict comes from.
  'details.not_enforced': 'Shown, not enforced. {why}',
  'details.not_verified':
    'Not verified against the gate project, which you can’t read: by {user}, status and details agree.',
  'details.evaluated': 'Evaluated {when} for {commit} by {gate}, with {settings}.',
  'details.the_gate_pipeline': 'the gate pipeline',
  'details.the_gate': 'the gate',
  'details.by_exception': 'an exception in the policy',
  'details.by_default': 'the policy’s default',
  'details.by_policy': 'the group’s policy',
  'details.by_choice': 'the threshold chosen here',
  'details.from_reports':
    'Evaluated in your browser {when} for {commit}, from the reports of {pipeline}, with {settings}.',
  'details.from_both':
    'Evaluated in your browser {when} for {commit}, from the reports of {pipeline} and {target}, with {settings}.',
  'details.its_pipeline': 'its pipeline',
  'details.target_pipeline': 'the target branch’s',
  'details.still_running': 'The pipeline is not finished, so more may come.',
  'details.jobs_cut':
    'One of the pipelines has more than 2,000 jobs: reports of later ones were not looked for.',
  'details.keys': 'In the changes, {key} goes to the next new finding and {back} to the one before.',
  'details.unmarked_new': '{number} new ones did not fit into the gate’s comment and are marked nowhere.',

  // Running again.
  'details.run_again': 'Run again',
  'details.push_instead': 'A push to the merge request, or an edit of its title, has it evaluated again too.',
  'details.started': 'The gate was started: {pipeline}. The verdict appears here by itself.',
  'details.new_pipeline': 'its new pipeline',
  'details.connect': 'Connect',
  'details.change_token': 'Change the token',

  // Ignoring a finding.
  'details.ignore': 'Ignore…',
  'details.reason': 'Reason',
  'details.until': 'Until',
  'details.until_hint': 'After this day it counts again.',
  'details.review': 'Review',
  'details.cancel': 'Cancel',
  'details.back': 'Back',
  'details.plan': 'One commit to {branch} of {project} by @{user} writes into {file}:',
  'details.plan_replacing':
    'One commit to {branch} of {project} by @{user} writes into {file} in place of what it says of this finding (“{reason}”):',
  'details.plan_hint': 'It counts for every merge request of this repository from its next evaluation.',
  'details.ignore_one': 'Ignore 1 finding',
  'details.ignored_since': 'The policy ignores it since commit {commit}. It counts from the next evaluation.',
  'details.by_comment':
    'A Maintainer of this repository may also ask the gate for it, in a comment here with a reason behind the colon. {copy}',
  'details.copy_comment': 'Copy the comment',

  // Marks in the changes.
  'details.mark': '{severity}: {name}',
  'details.mark_more': '{severity}: {name} (and {number} more)',
  'details.line.blocking': 'Blocks the merge request. {finding}',
  'details.line.at_threshold': 'New, at or above the threshold. {finding}',
  'details.line.introduced': 'New, below the threshold. {finding}',
  'details.file.at_least': { one: 'At least {count} new finding', other: 'At least {count} new findings' },
  'details.file.new': { one: '{count} new finding', other: '{count} new findings' },
  'details.file.blocking': { one: '{count} finding blocks', other: '{count} findings block' },
  'details.file.both': '{blocking}, {below} below the threshold',
  'details.at': 'Finding {number} of {all}, {path}, line {line}. {said}.',
  'details.line_hidden': 'GitLab does not show this line.',
  'details.unmarked': '{number} more did not fit into the gate’s comment and are marked nowhere.',

  // The card as Markdown.
  'details.md.title': '**MR Gate** on {link} at {commit}: {sentence}',
  'details.md.finding': 'Finding',
  'details.md.where': 'Where',
  'details.md.blocking': 'Blocks',
  'details.md.introduced': 'New',
  'details.md.existing': 'Existing',
  'details.md.fixed': 'Fixed',
  'details.md.ignored': 'Ignored',
  'details.md.filtered': '{number} more are filtered out or not listed here.',
  'details.md.unlisted': '{number} more not listed here.',

  // A verdict of a gate that could not tell, with what it says of each scan.
  'details.could_not_tell': 'The gate could not tell: {gate}.',
  'details.of_scan': '{scan}: {why}',
  'details.let_through': '{verdict} The policy lets it through all the same.',
} as const;
