/** What the worker says of repositories, plans and jobs: states, preflight, steps, results. */
export const apply = {
  // Several things in one sentence.
  'apply.list': '{first}, {rest}',
  'apply.clauses': '{first}; {rest}',
  'apply.settings': { one: '{failOn} · {count} scan', other: '{failOn} · {count} scans' },
  'apply.scan_threshold': '{scan}: {threshold}',

  // Merge settings, as GitLab names them.
  'apply.flag.only_allow_merge_if_pipeline_succeeds': 'Pipelines must succeed',
  'apply.flag.allow_merge_on_skipped_pipeline': 'Skipped pipelines are considered successful',

  // What a change is about.
  'apply.field.fails_on': 'Fails on',
  'apply.field.scans': 'Scans',
  'apply.field.other_thresholds': 'Other thresholds',
  'apply.field.drafts': 'Draft merge requests',
  'apply.field.on_error': 'Where it could not tell',
  'apply.field.source': 'Settings from',
  'apply.field.reason': 'Reason',
  'apply.field.owner': 'Owner',
  'apply.field.until': 'Until',
  'apply.field.webhook': 'Webhook',
  'apply.field.policy': 'Policy',
  'apply.field.ignores': 'Ignored findings',
  'apply.field.drift': 'Drift',
  'apply.field.merge_request_events': 'Merge request events',
  'apply.field.push_events': 'Push events',
  'apply.field.gate_branch': 'Branch of the gate',
  'apply.field.webhooks': 'Webhooks of MR Gate',
  'apply.field.daily_sweep': 'Daily sweep',
  'apply.field.triggers': 'Pipeline triggers',
  'apply.field.gate_token': 'The gate’s own token',
  'apply.field.variable': 'CI/CD variable {key}',
  'apply.field.project': 'Project {path}',

  // What it was and what it becomes.
  'apply.value.none': 'none',
  'apply.value.day': '{day}',
  'apply.value.on': 'on',
  'apply.value.off': 'off',
  'apply.value.default': 'default',
  'apply.value.default_ended': 'default (its exception has ended)',
  'apply.value.exception': 'exception',
  'apply.value.gated': 'gated',
  'apply.value.not_gated': 'not gated',
  'apply.value.lets_through': 'lets through',
  'apply.value.gates_it': 'gates it',
  'apply.value.accepted': 'accepted',
  'apply.value.not_accepted': 'not accepted',
  'apply.value.edited_by_hand': 'edited by hand',
  'apply.value.accepted_as_it_is': 'accepted as it is',
  'apply.value.called_drift': '{value}, called drift',
  'apply.value.accepted_value': '{value}, accepted',
  'apply.value.active': 'active',
  'apply.value.paused': 'paused by GitLab',
  'apply.value.not_looked_at': 'not looked at',
  'apply.value.looked_at': 'looked at, and mended where it does not fire',
  'apply.value.there': 'there',
  'apply.value.deleted': 'deleted',
  'apply.value.kept': 'kept, with its history',
  'apply.value.valid': 'valid',
  'apply.value.revoked': 'revoked',

  // How a repository stands, and what to do about it.
  'apply.state.gate_project': 'Holds the policy and runs the gate.',
  'apply.state.not_configured': 'Not gated: merge requests are not checked.',
  'apply.state.not_configured_next': 'Select it and press Configure Scans.',
  'apply.state.enrolling': 'Gating was begun and not finished.',
  'apply.state.enrolling_next': 'Configure it again: what is done already is kept.',
  'apply.state.drifted': 'Somebody changed its settings: {changes}.',
  'apply.state.flag_differs': '“{field}” is {after}, gating needs it {before}',
  'apply.state.drifted_next': 'Configure it again to repair it.',
  'apply.state.left_on':
    'The policy only reports its findings, but the settings that gating switched on are on still, so that merge requests without a successful pipeline cannot be merged.',
  'apply.state.left_on_next':
    'Re-apply its settings to give back those from before gating, or accept them as they are.',
  'apply.state.policy_broken': 'The policy file cannot be read, so what holds for it is not known.',
  'apply.state.policy_broken_next': 'Mend the policy file in the gate project.',
  'apply.state.undecided': 'It is enrolled, but the policy has no default and no exception for it.',
  'apply.state.undecided_next': 'Choose a default, or make an exception.',
  'apply.state.accepted': '{reason} Accepted as it is: {changes}.',
  'apply.state.flag_is': '“{field}” is {after}',
  'apply.state.accepted_next': 'Configure it again to let its findings block.',
  'apply.state.ended': 'Its exception ended on {day}; the default holds again: {settings}.',
  'apply.state.ended_next': 'Renew the exception, or give it the default for good.',
  'apply.state.report_only': 'Findings are shown and never block.',
  'apply.state.report_only_exception': 'Findings are shown and never block. Exception: {reason}.',
  'apply.state.report_only_exception_until':
    'Findings are shown and never block. Exception: {reason} (until {day}).',
  'apply.state.exception': '{settings}. Exception: {reason}.',
  'apply.state.exception_until': '{settings}. Exception: {reason} (until {day}).',
  'apply.state.default': '{settings}, the group’s default.',

  // Why a repository is left out, and the way out.
  'apply.obstacle.archived': 'Archived: nothing can be merged into it.',
  'apply.obstacle.archived_next': 'Unarchive it first, if it is still in use.',
  'apply.obstacle.empty': 'Empty: there is nothing to merge into yet.',
  'apply.obstacle.empty_next': 'Push a first commit, then gate it.',
  'apply.obstacle.no_merge_requests': 'Merge requests are off.',
  'apply.obstacle.no_merge_requests_next':
    'Switch them on in the project’s settings: General, Visibility, Merge requests.',
  'apply.obstacle.no_ci':
    'CI/CD is off, so no verdict can reach its merge requests and none could be merged.',
  'apply.obstacle.no_ci_next':
    'Switch it on in the project’s settings: General, Visibility, CI/CD. A pipeline file is not needed.',
  'apply.obstacle.role': 'Your role is too low to change its settings.',
  'apply.obstacle.role_next': 'Ask for the Maintainer role in it, or let one of its Maintainers gate it.',
  'apply.obstacle.not_found': 'It is not in this group any more.',
  'apply.obstacle.not_found_next': 'Load the list again.',
  'apply.obstacle.gate_itself': 'It is the gate project itself.',
  'apply.obstacle.gate_itself_next': 'Nothing to do: it holds the policy, and gates the others.',
  'apply.obstacle.no_default': 'The group has no default yet.',
  'apply.obstacle.no_default_next': 'Choose a severity and scans as the group’s default first.',
  'apply.obstacle.no_exception': 'It has no exception that could be prolonged.',
  'apply.obstacle.no_exception_next': 'Select repositories that have one.',
  'apply.obstacle.not_gated': 'It is not gated.',
  'apply.obstacle.nothing_to_remove': 'There is nothing to remove.',
  'apply.obstacle.configure_first': 'Configure it first.',
  'apply.obstacle.archived_settings': 'Archived: GitLab lets nobody change its settings.',
  'apply.obstacle.archived_stays':
    'Archived: GitLab lets nobody change its settings. Its webhook fires no more, and what is left does nothing.',
  'apply.obstacle.archived_stays_next': 'To remove that too, unarchive it first.',
  'apply.obstacle.archived_since': 'Archived since: GitLab lets nobody change its settings.',
  'apply.obstacle.unarchive': 'Unarchive it first.',
  'apply.obstacle.hook_gone':
    'Its webhook does not fire, so that it is not gated at all: that cannot be accepted.',
  'apply.obstacle.hook_gone_next': 'Put it back, or remove MR Gate from it.',
  'apply.obstacle.since_settings': 'Changed since: its own settings in the policy.',
  'apply.obstacle.since_not_gated': 'Changed since: it is not gated any more.',
  'apply.obstacle.since_gated_again': 'Changed since: it was gated again.',
  'apply.obstacle.since_flags': 'Changed since: {changes}.',
  'apply.obstacle.flag_since': '“{field}” was left {before} and is {after}',
  'apply.obstacle.since_next': 'It is left as it is. Configure it by itself if it is to change.',
  'apply.obstacle.nothing_to_do': 'Nothing to do.',

  // What is worth knowing of one repository before applying.
  'apply.warning.reached': 'Not selected: the new default reaches it.',
  'apply.warning.gated_since': 'Gated since: the default that comes back reaches it.',
  'apply.warning.own_pipeline':
    'Its own pipeline, where it has one, must succeed too from now on. Its open merge requests can be merged once the gate has looked at them, which begins right after applying.',
  'apply.warning.required_already':
    'Pipelines have to succeed in it already: that stays on when MR Gate is removed.',
  'apply.warning.left_group': 'It is not in this group any more: what is left of MR Gate in it is removed.',
  'apply.warning.stays_on': 'Pipelines had to succeed before MR Gate came: that stays on.',
  'apply.warning.changed_since': 'Changed by somebody since: {changes}.',
  'apply.warning.flag_stays': '“{field}” stays {after}',
  'apply.warning.opens': 'Its merge requests can be merged whatever the gate says.',

  // What is worth knowing of a whole plan.
  'apply.note.default_changed': 'The group’s default was changed since, and stays as it is.',
  'apply.note.default_changed_next': 'Choose another default if you want one.',
  'apply.note.default_needed': 'The default stays: other repositories that were gated since are gated by it.',
  'apply.note.default_needed_next': 'Remove MR Gate from these first if it is to go.',
  'apply.note.other_groups': 'The gate is the one of {group}, and gates other groups too.',
  'apply.note.other_groups_next': 'Remove MR Gate from {group}, or from selected repositories here.',
  'apply.note.not_all_released': {
    one: '{count} gated repository is left out. Without the gate their merge requests could not be merged.',
    other:
      '{count} gated repositories are left out. Without the gate their merge requests could not be merged.',
  },
  'apply.note.not_all_released_next': 'Let somebody do it who is Maintainer of all of them.',
  'apply.note.group_lock':
    '{group} itself makes pipelines succeed before merging, in all of its projects, whatever “Pipelines must succeed” says in them.',
  'apply.note.group_lock_next':
    'Report only and removal do not change that: it is in the group’s settings, General, Merge requests.',
  'apply.note.group_lock_link': 'Settings of that group',
  'apply.note.verdicts_stay':
    'Merge requests keep what the gate has said: its notes, statuses, labels and open threads.',
  'apply.note.verdicts_stay_next':
    'Where pipelines have to succeed or threads have to be resolved without MR Gate too, one that is blocked now stays so until its next pipeline, or until its thread is resolved.',
  'apply.note.already_required': {
    one: 'In {count} repository pipelines have to succeed already.',
    other: 'In {count} repositories pipelines have to succeed already.',
  },
  'apply.note.already_required_next': 'That stays on when MR Gate is removed.',
  'apply.note.hooks_unseen':
    'Webhooks are looked at as each repository is configured, or now if you ask: GitLab lists them one project at a time.',
  'apply.note.hooks_unseen_next':
    'A webhook of MR Gate that is there already is used again. A project that has no room for one (100 on gitlab.com) fails alone, with the reason.',
  'apply.note.runners_link': 'Runners of the gate project',
  'apply.note.runners_offline':
    'No runner of {path} has been online lately, so verdicts may be long in coming.',
  'apply.note.runners_offline_next': 'Look at its runners before merge requests wait for them.',
  'apply.note.runners_tagged':
    'No runner of {path} that is online takes jobs without tags, and the gate’s have none.',
  'apply.note.runners_tagged_next':
    'Let one of them run untagged jobs, or give the gate’s pipeline file its tags. Where it has them, nothing needs to be done.',
  'apply.note.runners_unknown':
    'Whether a runner can take the jobs of {path} could not be checked: GitLab did not list its runners.',
  'apply.note.runners_unknown_next':
    'Look at them before you apply: without one no verdict comes, and merge requests wait.',
  'apply.note.no_runner': 'The gate project {path} has no runner at all: no verdict would come.',
  'apply.note.no_runner_locks':
    'The gate project {path} has no runner at all: no verdict would come, and no merge request could be merged.',
  'apply.note.runners_paused':
    'The gate project {path} has runners, but every one of them is paused: no verdict would come.',
  'apply.note.runners_paused_locks':
    'The gate project {path} has runners, but every one of them is paused: no verdict would come, and no merge request could be merged.',
  'apply.note.no_runner_next':
    'Give it a runner (its own, a group’s or the instance’s), then load the group again.',

  // How a webhook stands.
  'apply.hook.not_seen': 'Its webhooks cannot be seen: {reason}.',
  'apply.hook.missing': 'Somebody deleted its webhook: the gate hears nothing of its merge requests.',
  'apply.hook.disabled': 'GitLab switched its webhook off after it failed too often.',
  'apply.hook.paused': 'GitLab paused its webhook after it failed; it tries again by itself.',
  'apply.hook.changed': 'Somebody changed its webhook.',

  // What webhooks mean for a repository that is to be gated.
  'apply.outlook.ours': 'A webhook of MR Gate is there already.',
  'apply.outlook.ours_next': 'It is used, and an undo leaves it there.',
  'apply.outlook.paused_next': 'GitLab has paused it, so a new one takes its place.',
  'apply.outlook.full':
    'It has {count} webhooks, and GitLab takes no more than 100 unless its administrator allows them.',
  'apply.outlook.full_next': 'Remove webhooks that are not used any more, or leave the repository out.',
  'apply.outlook.other_gate': 'A webhook named “MR Gate” calls another gate, project {gate}.',
  'apply.outlook.other_gate_next':
    'Remove MR Gate there first, or delete the webhook where that gate is gone: else both judge its merge requests.',
  'apply.outlook.not_seen_next': 'Leave the repository out, or ask for the Maintainer role in it.',

  // What other settings would do to a merge request.
  'apply.impact.report_only': 'Report only never blocks.',
  'apply.impact.blocked': {
    one: '{count} new finding would block.',
    other: '{count} new findings would block.',
  },
  'apply.impact.blocked_by': '1 new finding would block: {name}.',
  'apply.impact.blocked_by_in': '1 new finding would block: {name} in {file}.',
  'apply.impact.let_through': '{scans} failed, and that lets it through.',
  'apply.impact.could_not_tell': 'The gate could not tell: {scans} failed.',
  'apply.impact.not_scanned': 'Not scanned yet by: {scans}.',
  'apply.impact.incomplete': 'It has more findings than its note carries.',
  'apply.impact.nothing': 'Nothing new at the threshold.',
  'apply.impact.by_reports': 'By its own pipeline’s reports. {reason}',
  'apply.impact.reports_do_not_tell': 'Its own pipeline’s reports do not tell. {reason}',
  'apply.impact.newest_not_seen': 'The gate has not looked at its newest commit yet.',
  'apply.impact.not_seen': 'The gate has not looked at it yet.',
  'apply.impact.notes_unreadable': 'Its notes cannot be read.',
  'apply.impact.note_newer': 'The note was written by a newer MR Gate.',
  'apply.impact.note_broken': 'The note carries no verdict that can be read.',
  'apply.impact.drafts': 'Drafts are not gated.',

  // Steps of a set-up.
  'apply.step.permission': 'Check your role',
  'apply.step.project': 'Gate project',
  'apply.step.token': 'The gate’s own token',
  'apply.step.files': 'Policy, pipeline and program',
  'apply.step.protect': 'Protect the branch',
  'apply.step.trigger': 'Pipeline trigger',
  'apply.step.sweep_schedule': 'Daily sweep',
  'apply.step.settings': 'Refuse variables of others',
  'apply.step.prove': 'Test run',

  // Steps of an apply.
  'apply.step.put_back': { one: 'Put back {count} repository', other: 'Put back {count} repositories' },
  'apply.step.let_go': { one: 'Let go {count} repository', other: 'Let go {count} repositories' },
  'apply.step.policy': 'Commit the policy',
  'apply.step.repos': { one: 'Configure {count} repository', other: 'Configure {count} repositories' },
  'apply.step.record': 'Record what was done',
  'apply.step.evaluate': 'Look at open merge requests',
  'apply.step.gate_schedules': 'Delete the gate’s schedules',
  'apply.step.gate_triggers': 'Delete the pipeline triggers',
  'apply.step.gate_token': 'Revoke the gate’s own token',
  'apply.step.gate_variable': 'Delete the token’s variable',
  'apply.step.gate_project': 'Delete the gate project',

  // What came of a step.
  'apply.done.commit': 'Commit {sha}.',
  'apply.done.policy_same': 'The policy says so already.',
  'apply.done.nothing_to_record': 'Nothing to record.',
  'apply.done.nothing_new': 'Nothing new to record.',
  'apply.done.configured': { one: '{count} repository configured', other: '{count} repositories configured' },
  'apply.done.put_back': { one: '{count} repository put back', other: '{count} repositories put back' },
  'apply.done.let_go': { one: '{count} repository let go', other: '{count} repositories let go' },
  'apply.done.all': '{done}.',
  'apply.done.skipped': '{done}, {skipped} left alone.',
  'apply.done.failed': '{done}, {failed} failed.',
  'apply.done.skipped_failed': '{done}, {skipped} left alone, {failed} failed.',
  'apply.done.sweeps': '{pipelines} pipelines of the gate project look at {open} open merge requests.',
  'apply.done.sweep': {
    one: 'Pipeline {pipeline} of the gate project looks at {count} open merge request.',
    other: 'Pipeline {pipeline} of the gate project looks at {count} open merge requests.',
  },
  'apply.done.no_sweep':
    'Could not be started ({reason}): the daily sweep looks at them, or their next push.',
  'apply.done.some_sweeps':
    'Only {started} of {of} pipelines could be started ({reason}): the daily sweep looks at the rest, or their next push.',
  'apply.done.deleted_count': '{number} deleted.',
  'apply.done.none': 'There are none.',
  'apply.done.no_such': 'There is none.',
  'apply.done.account_going': 'GitLab is deleting the service account @{username}, and its token with it.',
  'apply.done.account_deleted': 'The service account @{username} is deleted, and its token with it.',
  'apply.done.token_revoked': '“{name}” is revoked.',
  'apply.done.no_token':
    'There is no group access token of the gate. One that a person handed in is theirs to revoke.',
  'apply.done.deleted': '{name} is deleted.',
  'apply.done.marked': '{path} is marked for deletion: GitLab waits some days with it.',
  'apply.done.gone': 'It is gone already.',
  'apply.done.owner': 'You are Owner of the group.',
  'apply.done.maintainer': 'You are Maintainer of the group.',
  'apply.done.no_role': 'GitLab names no role of yours in this group.',
  'apply.done.found': 'Found {path}.',
  'apply.done.created': 'Created {path}, private.',
  'apply.done.token_stored': 'Stored the token of @{username}.',
  'apply.done.token_there': 'Already there: the token of @{username}.',
  'apply.done.account_created':
    'Created the service account @{username} (Developer) and a token for it, which ends on {day}.',
  'apply.done.group_token_created':
    'Created the group access token “{name}” (Developer), which ends on {day}.',
  'apply.done.committed': 'Committed to {branch}.',
  'apply.done.up_to_date': 'Already there and up to date.',
  'apply.done.policy_kept': 'The policy file that is there has problems and was kept.',
  'apply.done.files_kept': 'Kept, since it was changed by hand: {files}.',
  'apply.done.is_protected': '{branch} is protected.',
  'apply.done.protected': 'Protected {branch}.',
  'apply.done.stricter': '{branch}: only Maintainers may push now.',
  'apply.done.trigger_made': 'Made a trigger of yours.',
  'apply.done.trigger_found': 'Found your trigger.',
  'apply.done.sweeps_made': 'Made a daily sweep, at night, and a light one in between.',
  'apply.done.light_made': 'Found the daily sweep, and made the light one in between.',
  'apply.done.sweep_off': 'The daily sweep is there, switched off.',
  'apply.done.light_off': 'Found the daily sweep; the light one is switched off.',
  'apply.done.sweeps_found': 'Found the sweeps.',
  'apply.done.no_setting': 'This GitLab has no such setting: the pipeline itself refuses variables.',
  'apply.done.closed': 'Nobody may set variables of its pipelines.',
  'apply.done.closed_now': 'Nobody may set variables of its pipelines now.',
  'apply.done.setting_left':
    'The setting was left as it is, since only an Owner could take it back: the pipeline itself refuses variables.',
  'apply.done.proved': 'The test run succeeded (pipeline {pipeline}).',
  'apply.done.proved_open':
    'The test run succeeded (pipeline {pipeline}). This GitLab counts a webhook’s event as a variable, so Maintainers’ triggers may set some; the pipeline’s first rule refuses all others.',

  // What came of a repository.
  'apply.repo.hook': 'Webhook {hook}',
  'apply.repo.untouched': 'settings untouched',
  'apply.repo.must': 'pipelines must succeed',
  'apply.repo.need_not': 'pipelines need not succeed',
  'apply.repo.gone': 'The project is gone',
  'apply.repo.hook_deleted': 'Webhook deleted',
  'apply.repo.no_hook': 'No webhook was there',
  'apply.repo.left_alone': 'Changed since, and left alone: {changes}',
  'apply.repo.changed':
    'Somebody changed its settings or its webhook since this plan was made, so it is left alone',
  'apply.repo.put_back':
    'Somebody changed its settings or its webhook while it was being let go, so it was put back as it was found',

  // Why a job waits, without the full stop.
  'apply.wait.rate_limit': 'GitLab asked for a pause',
  'apply.wait.unreachable': 'GitLab cannot be reached',
  'apply.wait.unsure': 'GitLab may still carry out what it has not answered',
  'apply.wait.pipelines': 'GitLab starts only so many pipelines in a minute',

  // What is wrong with a file of the gate project.
  'apply.file.broken': 'The file {file} of the gate project cannot be read, and nothing was written over it.',
  'apply.file.broken_line':
    'The file {file} of the gate project cannot be read, and nothing was written over it. Line {line}: {message}',
  'apply.file.broken_key':
    'The file {file} of the gate project cannot be read, and nothing was written over it. Line {line}, {key}: {message}',
  'apply.file.missing': "{file} is missing. Restore it from the project's history.",
  'apply.file.forbidden':
    'Your token may not read the files of the gate project. Ask an owner for the Reporter role in it.',
  'apply.file.foreign_project': 'Project {project} is not in this group: it will have no effect.',

  // What went wrong, and what to do next.
  'apply.error.nothing_to_undo':
    'Neither this browser nor the gate project’s recent history knows what this apply changed.',
  'apply.error.nothing_to_undo_next':
    'Look at the history of the gate project, and change back by hand what should change back.',
  'apply.error.nothing_changed': 'Nothing is known of what this apply changed, or it changed nothing.',
  'apply.error.nothing_changed_next': 'Look at the history of the gate project.',
  'apply.error.still_running': 'This apply has not ended yet.',
  'apply.error.still_running_next': 'Wait until it has ended, or stop it, then undo it.',
  'apply.error.taken_down':
    'The gate itself was taken down: its token is revoked, and nothing can bring that back.',
  'apply.error.taken_down_next': 'Set the group up anew, then configure its repositories.',
  'apply.error.mend_and_load': 'Mend the file in the gate project, then load again.',
  'apply.error.mend_and_go_on': 'Mend the file in the gate project, then go on.',
  'apply.error.until_past': 'The exception would have ended already, on {day}.',
  'apply.error.until_past_next': 'Choose a later day, or none.',
  'apply.error.no_scans': 'No scan is chosen, so there would be nothing to gate by.',
  'apply.error.no_scans_next': 'Choose at least one scan.',
  'apply.error.not_a_policy': 'This text is not a policy that could be imported.',
  'apply.error.not_a_policy_line': 'This text is not a policy that could be imported. Line {line}: {message}',
  'apply.error.not_a_policy_key':
    'This text is not a policy that could be imported. Line {line}, {key}: {message}',
  'apply.error.not_a_policy_next': 'Put right what it names, then import it again.',
  'apply.error.no_gate_project': 'This group has no gate project yet.',
  'apply.error.no_gate_project_next': 'Set it up first: the panel leads through it.',
  'apply.error.hook_not_kept': 'GitLab answered well, and does not list the webhook.',
  'apply.error.hook_not_taken':
    'GitLab answered well, and the webhook would still not fire for merge requests.',
  'apply.error.look_at_hooks': 'Look at the webhooks of the project, then retry.',
  'apply.error.hook_not_deleted': 'GitLab answered well, and still lists the webhook.',
  'apply.error.hook_not_deleted_next': 'Delete it in the webhooks of the project, then retry.',
  'apply.error.changed_meanwhile':
    'Somebody changed its settings or its webhook while it was being let go, so the policy still holds it.',
  'apply.error.changed_meanwhile_next': 'Look at how it stands now, then make a plan for it anew.',
  'apply.error.gate_project_gone':
    'The gate project {path} has no policy any more, or your token cannot see it.',
  'apply.error.gate_project_gone_next': 'Load again. If it is gone, set the group up anew.',
  'apply.error.plan_outdated': 'Somebody changed the policy since this plan was made. Nothing was written.',
  'apply.error.plan_outdated_next': 'Make the plan anew: it will show what holds now.',
  'apply.error.may_not_commit': 'You may not commit to {branch} of {path}.',
  'apply.error.may_not_commit_next':
    'Ask for the Maintainer role in the gate project, or let one of its Maintainers do it.',
  'apply.error.setting_not_taken': 'GitLab answered well and kept {settings}.',
  'apply.error.setting_kept': '“{field}” {after}',
  'apply.error.setting_not_taken_next':
    'The group or instance may hold this setting. Look at the project’s merge request settings.',
  'apply.error.merge_settings': 'Merge request settings',
  'apply.error.webhooks': 'Webhooks',
  'apply.error.repo_refused': 'GitLab refused to change it (403): {reason}.',
  'apply.error.repo_refused_next':
    'Changing settings and webhooks takes the Maintainer role, and a project that is not archived.',
  'apply.error.repo_gone': 'GitLab has no such project any more, or does not show it to you (404).',
  'apply.error.repo_gone_next': 'Load the list again: it may have been deleted or moved out of your sight.',
  'apply.error.hook_limit': 'It cannot take another webhook: {reason}.',
  'apply.error.hook_limit_next': 'Remove webhooks that are not used any more, then retry.',
  'apply.error.hook_refused': 'GitLab did not take the webhook: {reason}.',
  'apply.error.hook_refused_next':
    'An administrator may have to allow webhooks to this GitLab’s own address (Admin, Network, Outbound requests).',
  'apply.error.no_trigger_for_hooks':
    'You may not have a pipeline trigger in {path}, which the webhooks need.',
  'apply.error.ask_maintainer': 'Ask for the Maintainer role in the gate project.',
  'apply.error.ask_maintainer_go_on': 'Ask for the Maintainer role in the gate project, then go on.',
  'apply.error.not_all_released': {
    one: '{count} repository could not be let go, so the gate itself stays: without it their merge requests could not be merged.',
    other:
      '{count} repositories could not be let go, so the gate itself stays: without it their merge requests could not be merged.',
  },
  'apply.error.not_all_released_next': 'Put right what is told about them, then retry.',
  'apply.error.read_only': 'Your token can only read.',
  'apply.error.read_only_next': 'Update it to one with the scope “api” to set up or apply.',
  'apply.error.no_policy_file': 'The gate project has no policy file.',
  'apply.error.no_policy_file_next': 'Set the group up again: it makes what is missing.',
  'apply.error.no_plan': 'This plan is not kept any more.',
  'apply.error.no_plan_next': 'Make it anew: it will show what holds now.',
  'apply.error.no_job': 'This job is not kept any more.',
  'apply.error.no_job_next': 'Load the page again to see how things stand.',
  'apply.error.job_running': 'Another job is under way on {path}.',
  'apply.error.job_running_next': 'Wait until it has ended, or stop it, then try again.',
  'apply.error.other_user': '@{username} started this, and GitLab is connected as @{now} now.',
  'apply.error.other_user_next': 'Connect as @{username} again to go on, or start anew.',
  'apply.error.token_revoked':
    'GitLab does not accept your token any more: it was revoked, has expired, or was replaced.',
  'apply.error.token_revoked_next':
    'Open MR Gate from the toolbar, update the token, then go on: what is done is kept.',
  'apply.error.storage_full':
    'This browser’s storage for MR Gate is full, even without its older jobs and plans. What it cannot write down it does not do.',
  'apply.error.storage_full_next':
    'Free space on the disk, or take fewer repositories at a time, then go on: what is done is kept.',
  'apply.error.storage_failed':
    'The browser did not take what MR Gate had to write down, so nothing more was done.',
  'apply.error.storage_failed_next':
    'Look whether the disk is full, or restart the browser, then go on: what is done is kept.',
  'apply.error.not_deleted_schedule':
    'GitLab answered well, and {path} still has a pipeline schedule of MR Gate.',
  'apply.error.not_deleted_trigger':
    'GitLab answered well, and {path} still has a pipeline trigger of MR Gate.',
  'apply.error.not_deleted_token':
    'GitLab answered well, and {path} still has a valid access token of MR Gate.',
  'apply.error.not_deleted_variable': 'GitLab answered well, and {path} still has MR_GATE_TOKEN of MR Gate.',
  'apply.error.not_deleted_project': 'GitLab answered well, and {path} still has the project of MR Gate.',
  'apply.error.not_deleted_next': 'Retry, or delete it in GitLab.',
  'apply.error.may_not_delete_trigger':
    'GitLab did not let you delete a pipeline trigger of {path}: {reason}.',
  'apply.error.may_not_delete_trigger_next':
    'Ask its owner, or a Maintainer of the gate project, then retry.',
  'apply.error.may_not_delete_account':
    'GitLab did not let you delete the service account @{username}: {reason}.',
  'apply.error.may_not_delete_account_next': 'Ask an Owner of {group} to retry this, or to delete it there.',
  'apply.error.tokens_not_shown': 'GitLab does not show you the access tokens of {group}: {reason}.',
  'apply.error.tokens_not_shown_next': 'Ask an Owner of {group} to retry this, or to revoke “{name}” there.',
  'apply.error.may_not_delete': 'GitLab did not let you delete {path}: {reason}.',
  'apply.error.may_not_delete_next':
    'It takes an Owner. Everything else is done: the project does nothing any more.',
  'apply.error.role_too_low': 'You are {role} of {group}. Setting up takes an Owner or Maintainer.',
  'apply.error.not_maintainer': 'You are no Maintainer of {group}. Setting up takes an Owner or Maintainer.',
  'apply.error.role_too_low_next': 'Ask an Owner of the group to set it up, or for the role.',
  'apply.role.guest': 'Guest',
  'apply.role.planner': 'Planner',
  'apply.role.reporter': 'Reporter',
  'apply.role.developer': 'Developer',
  'apply.error.gate_archived': 'The gate project {path} is archived.',
  'apply.error.gate_archived_next': 'Unarchive it in its settings (General, Advanced), then set up again.',
  'apply.error.path_taken':
    'The path {path} is taken by a project that is not MR Gate’s. Nothing in it was touched.',
  'apply.error.path_taken_next': 'Move or rename that project, then set up again.',
  'apply.error.may_not_create': 'GitLab did not let you create the project {path}: {reason}.',
  'apply.error.may_not_create_next':
    'Ask an Owner of the group to set it up, or to let Maintainers create projects in it.',
  'apply.error.may_not_protect': 'GitLab did not let you protect {branch} of the gate project: {reason}.',
  'apply.error.may_not_protect_next':
    'Protect it by hand (Settings, Repository, Protected branches; Maintainers alone), then go on.',
  'apply.error.may_not_trigger':
    'GitLab did not let you make a pipeline trigger in the gate project: {reason}.',
  'apply.error.may_not_schedule':
    'GitLab did not let you make a pipeline schedule in the gate project: {reason}.',
  'apply.error.variable_not_masked': 'GitLab stored {key} without masking or protecting it.',
  'apply.error.variable_not_masked_next':
    'Set both by hand in the gate project (Settings, CI/CD, Variables), then go on.',
  'apply.error.token_not_offered':
    'GitLab lets you make neither a service account nor a group access token here. The gate needs a token of its own, to read merge requests and to post verdicts.',
  'apply.error.token_unknown':
    'Whose token the gate has is not known. The gate needs a token of its own, to read merge requests and to post verdicts.',
  'apply.error.token_needed_next':
    'Create a token for a user or service account that is Developer of {group}, with the scope “api”, and paste it on MR Gate’s page.',

  // The test run.
  'apply.error.proof_failed': 'The test run ended as “{status}”. {why}',
  'apply.error.proof_failed_next': 'Look at the pipeline, mend what it names, then go on.',
  'apply.error.no_job_tells': 'No job of it says why.',
  'apply.error.job_failed': 'Job “{name}” failed.',
  'apply.error.job_failed_reason': 'Job “{name}” failed ({reason}).',
  'apply.error.job_log': '{why} Its log ends with:\n{log}',
  'apply.error.pipeline': 'Pipeline {pipeline}',
  'apply.error.proof_no_runner': 'No runner took the job of the test run within a minute.',
  'apply.error.proof_no_runner_next':
    'Give the gate project a runner (Settings, CI/CD, Runners) that runs Docker images, then go on.',
  'apply.error.proof_timeout': 'The test run has not ended within 15 minutes.',
  'apply.error.proof_timeout_next': 'Look at the pipeline, then go on.',
  'apply.error.not_started': 'GitLab did not start the test run: {reason}.',
  'apply.error.payload_refused_next':
    'An Owner of the gate project must set Settings, CI/CD, Variables, “Minimum role to use pipeline variables” to Maintainer. Then go on.',
  'apply.error.trigger_refused_next': 'Look at the gate project’s pipeline file, then go on.',
} as const;
