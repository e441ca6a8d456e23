/** Tokens and connections, as the worker tells them. */
export const connect = {
  'connect.new_token': 'Create a new one and paste it here.',
  'connect.token_expired': 'This token has expired.',
  'connect.token_expired_on': 'This token ended on {day}.',
  'connect.token_revoked': 'This token was revoked.',
  'connect.token_wrong.what': 'GitLab does not know this token (401).',
  'connect.token_wrong.next':
    'Check that it was copied whole and belongs to this GitLab, or create a new one.',
  'connect.token_gone.what': 'GitLab does not accept this token any more (401).',
  'connect.token_gone.next': 'It was revoked, replaced or has ended. Update it to a new one.',
  'connect.scope': '“{scope}”',
  'connect.scopes': '{first}, {rest}',
  'connect.under_scoped.what': {
    one: 'This token has only the scope {scopes}. That is not enough to read groups and projects.',
    other: 'This token has only the scopes {scopes}. That is not enough to read groups and projects.',
  },
  'connect.under_scoped.none': 'This token has no scope that reads groups and projects.',
  'connect.under_scoped.next':
    'Create one with the scope “api” to configure gating, or “read_api” to look only.',
  'connect.granular_short.what': 'This fine-grained token may not read groups or projects.',
  'connect.granular_short.next':
    'Give it the permissions to read groups, projects and users, or use a token with the scope “api”.',
  'connect.not_gitlab.what': 'Nothing at this address answers as GitLab’s API does.',
  'connect.not_gitlab.next':
    'Check the address, with the path that GitLab lives under if it has one. A sign-in wall or VPN in front of it can also be the reason.',
  'connect.not_granted.what': 'MR Gate has no permission for this host.',
  'connect.not_granted.next': 'Open MR Gate on a page of this GitLab and allow access.',
  'connect.blocked.what': 'The user of this token is blocked.',
  'connect.blocked.next': 'Ask an administrator of this GitLab, or use a token of another user.',
  'connect.deactivated.what': 'The user of this token is deactivated.',
  'connect.deactivated.next': 'Sign in to GitLab once with that user to reactivate it, then try again.',
  'connect.pending.what': 'The user of this token still waits for approval.',
  'connect.pending.next': 'Ask an administrator of this GitLab to approve it.',
  'connect.terms.what': 'The user of this token has not accepted GitLab’s terms of service.',
  'connect.terms.next': 'Sign in to GitLab with that user, accept them, then try again.',
  'connect.gate_read_only.what': 'The gate posts statuses and notes, and this token only reads ({scopes}).',
  'connect.gate_read_only.next': 'Create one with the scope “api”.',
  'connect.gate_no_group.what': 'The user of this token does not see the group {group}.',
  'connect.gate_no_group.next':
    'Add it to the group as Developer or higher, or use a group access token of that group.',
  'connect.gate_role.what':
    '{user} is not a Developer or higher of {group}, so the gate could not post its status.',
  'connect.gate_role.next': 'Give it that role in the group, then paste the token again.',
  'connect.malformed.what':
    'This is not a token: it has spaces, line breaks or characters that tokens never have.',
  'connect.malformed.next': 'Copy the token alone, with GitLab’s copy button, and paste it again.',
  'connect.wrong_kind.next': 'Create a personal, group or service account access token and paste that one.',

  // What GitLab, or another host, issues for something else.
  'connect.kind.deploy':
    'This is a deploy token, not an access token. Deploy tokens read repositories and packages, not the API.',
  'connect.kind.runner':
    'This is a runner token, not an access token. It registers runners and can do nothing else.',
  'connect.kind.job':
    'This is a CI/CD job token, not an access token. It ends with its job and reaches only a few endpoints.',
  'connect.kind.trigger':
    'This is a pipeline trigger token, not an access token. It starts pipelines and can do nothing else.',
  'connect.kind.feed': 'This is a feed token, not an access token. It opens RSS and calendar feeds only.',
  'connect.kind.mail': 'This is an incoming mail token, not an access token. It takes e-mails only.',
  'connect.kind.oauth':
    'This is an OAuth application secret, not an access token. It identifies an application, not a user.',
  'connect.kind.agent': 'This is a Kubernetes agent token, not an access token. It connects a cluster only.',
  'connect.kind.scim': 'This is a SCIM token, not an access token. It provisions users only.',
  'connect.kind.feature_flags':
    'This is a feature flags client token, not an access token. It reads feature flags only.',
  'connect.kind.workspace':
    'This is a workspace token, not an access token. It belongs to a remote workspace.',
  'connect.kind.github': 'This is a GitHub token, not an access token of GitLab.',
  'connect.kind.atlassian': 'This is an Atlassian token, not an access token of GitLab.',
} as const;
