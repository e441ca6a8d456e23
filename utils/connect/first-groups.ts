import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import type { Transport } from '../gitlab/transport.ts';

/** A group to begin with. */
export interface FirstGroup {
  name: string;
  fullPath: string;
}

const MAINTAINER = 40;
const GUEST = 10;
const groups = v.array(
  v.pipe(
    v.object({ name: v.string(), full_path: v.string() }),
    v.transform(({ name, full_path }): FirstGroup => ({ name, fullPath: full_path })),
  ),
);

/**
 * Groups that this connection can do something with, up to 20 by name. Source: `GET /groups`, where
 * `min_access_level` also leaves out public groups that the user has nothing to do with.
 * @throws GitLabError
 */
export async function readFirstGroups(
  transport: Transport,
  access: Connection['access'],
): Promise<FirstGroup[]> {
  const { body } = await transport.request({
    method: 'GET',
    path: '/groups',
    query: {
      top_level_only: true,
      min_access_level: access === 'full' ? MAINTAINER : GUEST,
      order_by: 'name',
      per_page: 20,
    },
  });
  return v.parse(groups, body);
}
