import type { ServerContext } from '../../server/context.ts';
import { namespaceName } from '../../world/find.ts';
import type { Group } from '../../world/types.ts';

export function groupEntity(context: ServerContext, group: Group) {
  return {
    id: group.id,
    web_url: `${context.baseUrl}/groups/${group.fullPath}`,
    name: group.name,
    path: group.path,
    description: group.description,
    visibility: group.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    two_factor_grace_period: 48,
    project_creation_level: 'developer',
    auto_devops_enabled: null,
    subgroup_creation_level: 'maintainer',
    emails_disabled: false,
    emails_enabled: true,
    show_diff_preview_in_email: true,
    mentions_disabled: null,
    lfs_enabled: true,
    archived: false,
    math_rendering_limits_enabled: true,
    lock_math_rendering_limits_enabled: false,
    default_branch: null,
    default_branch_protection: 2,
    default_branch_protection_defaults: {
      allowed_to_push: [{ access_level: 40 }],
      allow_force_push: false,
      allowed_to_merge: [{ access_level: 40 }],
    },
    avatar_url: null,
    request_access_enabled: true,
    full_name: namespaceName(context.world, group.id),
    full_path: group.fullPath,
    created_at: '2024-01-08T09:00:00.000Z',
    parent_id: group.parentId,
    organization_id: 1,
    shared_runners_setting: 'enabled',
    max_artifacts_size: null,
    marked_for_deletion_on: null,
  };
}

/** GET /groups/:id. `projects` is the costly default that `with_projects=false` leaves out. */
export function groupDetail(
  context: ServerContext,
  group: Group,
  owner: boolean,
  projects: unknown[] | null,
) {
  return {
    ...groupEntity(context, group),
    shared_with_groups: [],
    ...(owner ? { runners_token: `GR1348941embedded${group.id}` } : {}),
    enabled_git_access_protocol: 'all',
    prevent_sharing_groups_outside_hierarchy: false,
    ...(projects === null ? {} : { projects, shared_projects: [] }),
  };
}
