/** The popup and the connect page. */
export const popup = {
  'popup.address.label': 'Address of your GitLab',
  'popup.address.wrong': 'That is not an address. Enter it like gitlab.example.com.',
  'popup.address.hint': 'With its path, if GitLab lives under one: example.com/gitlab',
  'popup.continue': 'Continue',
  'popup.cancel': 'Cancel',
  'popup.for_gitlab': 'for GitLab',
  'popup.options': 'Options',
  'popup.looking': 'Looking at the page',

  // A connected GitLab.
  'popup.token_refused': 'Token refused',
  'popup.can_configure': 'Can configure',
  'popup.read_only': 'Read only',
  'popup.kind.person': 'Personal token',
  'popup.kind.group_bot': 'Group access token',
  'popup.kind.project_bot': 'Project access token',
  'popup.kind.service_account': 'Service account',
  'popup.update_token': 'Update token',
  'popup.user': 'User',
  'popup.scopes': 'Scopes',
  'popup.scope.granular': 'fine-grained',
  'popup.ends': 'Ends',
  'popup.version_unknown': 'version not told',
  'popup.checked': 'Checked',
  'popup.checking': 'checking now…',
  'popup.check_again': 'Check again',
  'popup.disconnect': 'Disconnect',
  'popup.end_unknown': 'not told by GitLab',
  'popup.ended': 'ended',
  'popup.ends_tomorrow': 'ends tomorrow',
  'popup.days_left': { one: '{count} day left', other: '{count} days left' },
  'popup.ends_soon': 'ends soon',
  'popup.unknown_user': 'unknown',

  // Disconnecting.
  'popup.disconnect.title': 'Disconnect from {host}?',
  'popup.disconnect.text':
    'MR Gate forgets the token. Gating goes on: the gate project, its policy and the webhooks stay in GitLab. The token itself stays valid until you {link}.',
  'popup.disconnect.revoke': 'revoke it there',
  'popup.disconnect.give_back': 'Also give back access to this host',
  'popup.disconnect.give_back_hint': 'Verdicts no longer show on merge requests there.',

  // The token of the gate itself.
  'popup.gate.stored_title': 'Token handed over',
  'popup.gate.stored': 'The gate of {group} will act as {user}',
  'popup.gate.stored_text':
    'Go back to the group page: the set-up goes on there. It puts the token into the gate project as a hidden CI/CD variable; then MR Gate forgets it.',
  'popup.gate.title': 'The gate’s own token for {group}',
  'popup.gate.text':
    'The gate runs in GitLab, also while nobody’s browser is open, so it needs a token of its own: best one of a user who is not a person. GitLab did not let the set-up create it.',
  'popup.gate.make': 'Make a {serviceAccount} or a {groupToken} (on gitlab.com: Premium).',
  'popup.gate.service_account': 'service account',
  'popup.gate.group_token': 'group access token',
  'popup.gate.role': 'Role in {group}: {role} or higher. Scope: {scope}.',
  'popup.gate.paste': 'Paste it here. It is checked before it is kept.',
  'popup.gate.token': 'Token of the gate',
  'popup.gate.token_hint':
    'Goes into a masked, hidden and protected variable of the gate project, and nowhere else.',
  'popup.asking': 'Asking GitLab…',
  'popup.gate.verify': 'Verify and hand over',

  // Access to a host.
  'popup.grant.title': 'Use MR Gate on {host}?',
  'popup.grant.signed_in': 'GitLab {version} · signed in as @{user}',
  'popup.grant.signed_out': 'GitLab {version} · not signed in',
  'popup.grant.refused': 'Access was not allowed',
  'popup.grant.refused_text':
    'Without it MR Gate can do nothing on this GitLab. Press the button again and choose “Allow” when the browser asks.',
  'popup.grant.text': 'MR Gate starts with access to no site at all. Allowed on this one, it',
  'popup.grant.shows': 'shows the verdict of the gate on merge requests,',
  'popup.grant.adds': 'adds “Configure Scans” to group pages,',
  'popup.grant.talks': 'talks to this GitLab and to no other server.',
  'popup.grant.allow': 'Allow access to {host}',
  'popup.grant.hint': 'The browser asks you to confirm. You can take it back later.',

  // Nothing to connect here.
  'popup.none.other': 'This is not a GitLab page',
  'popup.none.restricted': 'This page cannot be looked at',
  'popup.none.other_text':
    '{host} does not look like GitLab. Open a page of your GitLab and press the MR Gate button there, or enter its address.',
  'popup.none.restricted_text':
    'Browsers keep extensions out of their own pages. Open a page of your GitLab and press the MR Gate button there, or enter its address.',
  'popup.none.first_steps': 'Go through the first steps in a tab',
  'popup.others': 'Connected GitLabs',
  'popup.others_too': 'Other connected GitLabs',

  // Taking a token.
  'popup.token.update_title': 'Update the token for {host}',
  'popup.token.connect_title': 'Connect {host}',
  'popup.token.who':
    'Only people who configure gating need a token. Verdicts on merge requests show without one.',
  'popup.token.unencrypted': 'This GitLab is not encrypted',
  'popup.token.unencrypted_text':
    'Over http:// a token can be read by anybody on the way. Use its https:// address if it has one.',
  'popup.token.purpose': 'What MR Gate should do',
  'popup.token.api': 'Configure (api)',
  'popup.token.api_hint': 'Sets up gating, after showing you every change first.',
  'popup.token.read_api': 'Read only (read_api)',
  'popup.token.read_api_hint': 'Shows the state of all repositories. Never writes.',
  'popup.token.create': 'Create a token in GitLab',
  'popup.new_tab': '(new tab)',
  'popup.token.label': 'Token',
  'popup.token.hint': 'Kept in this browser, by MR Gate alone. No page ever sees it.',
  'popup.token.verify_update': 'Verify and update',
  'popup.token.verify_connect': 'Verify and connect',
  'popup.token.hide_title': 'Hide the token',
  'popup.token.show_title': 'Show the token',
  'popup.token.hide': 'Hide',
  'popup.token.show': 'Show',
  'popup.token.missing': 'There is no token yet.',
  'popup.token.missing_next': 'Paste it into the field.',

  // Kinds of tokens.
  'popup.kinds.title': 'Which kind of token?',
  'popup.kinds.needs': 'Needs',
  'popup.kinds.acts': 'Acts',
  'popup.kinds.service_account': 'Service account',
  'popup.kinds.service_account_needs': 'Any tier in the newest versions, before that Premium',
  'popup.kinds.service_account_acts': 'as itself. Recommended for a team: it does not leave with a person',
  'popup.kinds.personal': 'Personal',
  'popup.kinds.personal_needs': 'Any tier',
  'popup.kinds.personal_acts': 'as you, with your role',
  'popup.kinds.group': 'Group',
  'popup.kinds.group_needs': 'gitlab.com: Premium. Self-managed: any tier',
  'popup.kinds.group_acts': 'as a bot of one group',

  // Notices.
  'popup.notice.disconnected': 'Disconnected from {host}.',
  'popup.notice.updated': 'Token updated.',
  'popup.notice.connected': 'Connected. Open a group in GitLab and choose “Configure Scans” there.',
  'popup.notice.connected_read_only':
    'Connected to look only. Open a group in GitLab and choose “Configure Scans” to see its repositories.',
  'popup.notice.other_user':
    'The token is now {now}’s. It was {before}’s before: jobs that were started as {before} do not go on.',
  'popup.notice.unknown_user': 'an unknown user',
  'popup.gate.token_user': 'the token’s user',

  // What became of MR Gate on the page in the tab.
  'popup.here.badges': 'Merge requests that the gate has judged have a badge in this list.',
  'popup.here.badges_off': 'Nothing shows on this page: the badges in lists are switched off in the options.',
  'popup.here.badges_nowhere':
    'Nothing shows on this page: no merge requests were found in it to put a badge on.',
  'popup.here.badges_loading': 'Nothing shows on this page yet: the gate’s states are being read.',
  'popup.here.badges_signed_out': 'Nothing shows on this page: you are signed out of this GitLab.',
  'popup.here.badges_none':
    'Nothing shows on this page: the gate has judged none of the merge requests in this list.',
  'popup.here.badges_unread':
    'Nothing shows on this page: GitLab did not say what the gate’s states are. Reload the page.',
  'popup.here.card': 'The gate’s card is above the merge button.',
  'popup.here.card_off': 'Nothing shows on this page: the gate card is switched off in the options.',
  'popup.here.card_floating':
    'The gate’s card floats in the lower corner: this page has none of the places that MR Gate knows.',
  'popup.here.card_nowhere':
    'Nothing shows on this page: no place for the gate’s card was found. Reload the page.',
  'popup.here.card_loading': 'The gate’s card is on this page and is still reading.',
  'popup.here.card_signed_out':
    'The gate’s card is on this page, and shows no verdict: you are signed out of this GitLab.',
  'popup.here.card_not_gated':
    'The gate’s card is on this page, and shows no verdict: this merge request is not gated.',
  'popup.here.card_no_verdict': 'The gate’s card is on this page, and shows no verdict yet.',
  'popup.here.card_unread': 'The gate’s card is on this page, and says why it could not read GitLab.',
  'popup.here.button': '“Configure Scans” is in this group’s header.',
  'popup.here.button_off':
    'Nothing shows on this page: the Configure Scans button is switched off in the options.',
  'popup.here.button_floating':
    '“Configure Scans” floats in the lower corner: this page has none of the places that MR Gate knows.',
  'popup.here.button_nowhere':
    'Nothing shows on this page: no place for “Configure Scans” was found. Reload the page.',
  'popup.here.elsewhere':
    'Nothing shows on this page. MR Gate shows on group pages, merge requests and their lists.',
  'popup.here.old': 'A part of an older MR Gate is still on this page. Reload the page.',
  'popup.here.not_started':
    'Nothing shows on this page: it was open before MR Gate could run on it. Reload the page.',
  'popup.here.not_allowed': 'Nothing shows on this page: MR Gate is not allowed on this GitLab yet.',
} as const;
