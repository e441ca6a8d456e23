import type { PageRequest } from '../server/context.ts';
import { groupById, selfAndAncestors } from '../world/find.ts';
import { canReadCode } from '../world/roles.ts';
import type { Group, Project } from '../world/types.ts';
import type { Breadcrumb, SidebarItem } from './layout.ts';

/** Group names from the top down, as links. */
export function groupTrail(request: PageRequest, groupId: number): Breadcrumb[] {
  return selfAndAncestors(request.context.world, groupId)
    .reverse()
    .map((group) => ({ text: group.name, href: `/${group.fullPath}` }));
}

export function projectTrail(request: PageRequest, project: Project): Breadcrumb[] {
  return [...groupTrail(request, project.namespaceId), { text: project.name, href: `/${project.fullPath}` }];
}

export type GroupSection = 'overview' | 'merge_requests';

export function groupSidebar(request: PageRequest, group: Group, section: GroupSection): SidebarItem[] {
  const { world } = request.context;
  const open = world.mergeRequests.filter((mr) => {
    const project = world.projects.find((candidate) => candidate.id === mr.projectId);
    return mr.state === 'opened' && project !== undefined && isBelow(request, group, project);
  });
  return [
    {
      title: 'Manage',
      icon: 'users',
      items: [
        { title: 'Subgroups and projects', href: `/${group.fullPath}`, active: section === 'overview' },
      ],
    },
    {
      title: 'Code',
      icon: 'code',
      items: [
        {
          title: 'Merge requests',
          href: `/groups/${group.fullPath}/-/merge_requests`,
          active: section === 'merge_requests',
          count: open.length,
        },
      ],
    },
  ];
}

/** Whether the project belongs to the group or a group below it. */
export function isBelow(request: PageRequest, group: Group, project: Project): boolean {
  return selfAndAncestors(request.context.world, project.namespaceId).some(
    (ancestor) => ancestor.id === group.id,
  );
}

export type ProjectSection = 'overview' | 'merge_requests' | 'repository' | 'commits' | 'pipelines' | 'jobs';

export function projectSidebar(
  request: PageRequest,
  project: Project,
  section: ProjectSection,
): SidebarItem[] {
  const { world } = request.context;
  const at = `/${project.fullPath}`;
  const open = world.mergeRequests.filter(
    (mr) => mr.projectId === project.id && mr.state === 'opened',
  ).length;
  const branch = project.defaultBranch;
  const code = [
    ...(project.mergeRequestsEnabled
      ? [
          {
            title: 'Merge requests',
            href: `${at}/-/merge_requests`,
            active: section === 'merge_requests',
            count: open,
          },
        ]
      : []),
    ...(branch !== null && canReadCode(world, request.user, project)
      ? [
          { title: 'Repository', href: `${at}/-/tree/${branch}`, active: section === 'repository' },
          { title: 'Commits', href: `${at}/-/commits/${branch}`, active: section === 'commits' },
        ]
      : []),
  ];
  return [
    {
      title: 'Manage',
      icon: 'users',
      items: [{ title: 'Project overview', href: at, active: section === 'overview' }],
    },
    ...(code.length > 0 ? [{ title: 'Code', icon: 'code' as const, items: code }] : []),
    ...(project.jobsEnabled
      ? [
          {
            title: 'Build',
            icon: 'rocket' as const,
            items: [
              { title: 'Pipelines', href: `${at}/-/pipelines`, active: section === 'pipelines' },
              { title: 'Jobs', href: `${at}/-/jobs`, active: section === 'jobs' },
            ],
          },
        ]
      : []),
  ];
}

export function parentOf(request: PageRequest, project: Project): Group {
  return groupById(request.context.world, project.namespaceId);
}
