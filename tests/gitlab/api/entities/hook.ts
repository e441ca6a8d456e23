import { since } from '../../server/since.ts';
import type { Hook, World } from '../../world/types.ts';

/** Never the secret token, never a value of `url_variables`. */
export function hookEntity(world: World, hook: Hook) {
  return {
    id: hook.id,
    url: hook.url,
    ...(since(world, '17.1') && {
      name: hook.name === '' ? null : hook.name,
      description: hook.description === '' ? null : hook.description,
    }),
    created_at: hook.createdAt,
    push_events: hook.pushEvents,
    tag_push_events: false,
    merge_requests_events: hook.mergeRequestsEvents,
    repository_update_events: false,
    enable_ssl_verification: hook.enableSslVerification,
    alert_status: hook.alertStatus,
    disabled_until: hook.disabledUntil,
    ...(since(world, '15.2') && { url_variables: hook.urlVariables.map(({ key }) => ({ key })) }),
    push_events_branch_filter: null,
    branch_filter_strategy: 'wildcard',
    custom_webhook_template: null,
    custom_headers: [],
    project_id: hook.projectId,
    issues_events: false,
    confidential_issues_events: false,
    note_events: false,
    confidential_note_events: null,
    pipeline_events: false,
    wiki_page_events: false,
    deployment_events: false,
    feature_flag_events: false,
    job_events: false,
    releases_events: false,
    milestone_events: false,
    emoji_events: false,
    resource_access_token_events: false,
    vulnerability_events: false,
  };
}
