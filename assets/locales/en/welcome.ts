/** The welcome page. */
export const welcome = {
  'welcome.title': 'Welcome to MR Gate',
  'welcome.steps': 'Steps',
  'welcome.step.gitlab': 'Your GitLab',
  'welcome.step.access': 'Access',
  'welcome.step.token': 'Token',
  'welcome.step.group': 'First group',
  'welcome.other_gitlab': 'Choose another GitLab',
  'welcome.pick.title': 'Where is your GitLab?',
  'welcome.pick.text':
    'MR Gate holds up merge requests that bring new vulnerabilities. It starts with access to no site at all: you choose the one.',
  'welcome.pick.own': 'Or the address of your own',
  'welcome.group.title': 'Connected. Which group first?',
  'welcome.group.text':
    'Its page on {host} has a new button, “Configure Scans”. Nothing is changed before you have seen the plan.',
  'welcome.group.text_read_only':
    'Its page on {host} has a new button, “Configure Scans”. With this token you can look, and change nothing.',
  'welcome.group.loading': 'Loading groups',
  'welcome.group.try_again': 'Try again',
  'welcome.group.none': 'No group to show',
  'welcome.group.none_text':
    'This token’s user has no group as Maintainer or Owner. Open a group’s page in GitLab, or connect a token of somebody who has one.',
  'welcome.group.none_text_read_only':
    'This token’s user has no group. Open a group’s page in GitLab, or connect a token of somebody who has one.',
  'welcome.groups': 'Groups',
} as const;
