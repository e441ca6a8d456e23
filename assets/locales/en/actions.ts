/** Why an action of the card is refused, and what it does. */
export const actions = {
  'actions.signed_out.what':
    'You are signed out of GitLab, so MR Gate can’t tell whether its token is yours.',
  'actions.signed_out.next': 'Sign in, then repeat it.',
  'actions.other_user.what':
    'The connected token is @{owner}’s and you are signed in as @{user}: this would be done in another’s name.',
  'actions.other_user.next': 'Connect a token of your own, or sign in as the token’s user.',
  'actions.read_only.what': 'The connected token of @{user} may only read.',
  'actions.read_only.next': 'Update it to one with the scope “api”.',
  'actions.not_seen.what':
    'Your token can’t see the gate project {project}, and only its Maintainers may do this.',
  'actions.not_seen.next': 'Ask one of them.',
  'actions.no_role.what': 'This takes the Maintainer role in {project}, which @{user} does not have.',
  'actions.no_role.next': 'Ask one of its Maintainers.',
  'actions.not_gated.what': '{project} does not gate this repository any more.',
  'actions.not_read_back.what': 'GitLab took the change, but {file} does not say it.',
  'actions.not_read_back.next': 'Open the gate project and look at its newest commits.',
  'actions.day_has_passed.what': '{day} has passed, so nothing would be ignored.',
  'actions.day_has_passed.next': 'Choose a later day, or none.',
  'actions.policy_broken.what': '{file} in {project} has a mistake and is not written over.',
  'actions.policy_missing.what': '{file} in {project} is not there.',
  'actions.policy_broken.next': 'Mend the file in the gate project, then repeat it.',
  'actions.may_not_commit.what': 'GitLab does not let you commit to {branch} of {project}.',
  'actions.may_not_commit.next': 'Ask somebody who may push to that branch.',
  'actions.plan_outdated.what': 'Somebody changed the policy in the meantime. Nothing was written.',
  'actions.plan_outdated.next': 'Look at it again and repeat it.',
  'actions.payload_refused.what':
    '{project} takes no event: this GitLab counts it as a pipeline variable, and nobody may set one there.',
  'actions.payload_refused.next':
    'Set MR Gate up again in Configure Scans as an Owner of the group, which puts that right.',
  'actions.payload_refused.link': 'CI/CD settings',
  'actions.no_token.what': 'MR Gate has no token of yours for this GitLab, and changes nothing without one.',
  'actions.no_token.next': 'Connect it with a token that has the scope “api”.',
  'actions.reload': 'Reload the page.',
} as const;
