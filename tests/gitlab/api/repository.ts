import { bytes, json } from '../server/answer.ts';
import { grapeError, notFound } from '../server/errors.ts';
import type { ApiRouter } from './call.ts';
import { commitEntity, diffEntity } from './entities/commit.ts';

export function addRepositoryRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/repository/tree', async (call) => {
    const project = call.codeProject();
    const ref = call.params.string('ref') ?? project.defaultBranch;
    if (ref === null || (await call.context.store.resolve(project.id, ref)) === null) throw notFound('Tree');
    const path = call.params.string('path');
    const tree = await call.context.store.tree(project.id, ref, {
      ...(path === undefined ? {} : { path }),
      recursive: call.params.boolean('recursive') ?? false,
    });
    // A path that is not there: 404 since 17.7.
    if (tree === null) throw notFound('invalid revision or path');
    return call.page(tree, (entry) => ({
      id: entry.id,
      name: entry.name,
      type: entry.type,
      path: entry.path,
      mode: entry.mode,
    }));
  });

  router.add('GET', '/projects/:id/repository/compare', async (call) => {
    const project = call.codeProject();
    call.params.require('from', 'to');
    const { store } = call.context;
    const from = await call.commitSha(project, call.params.requiredString('from'), 'Ref');
    const to = await call.commitSha(project, call.params.requiredString('to'), 'Ref');
    const straight = call.params.boolean('straight') ?? false;
    const base = straight ? from : await store.mergeBase(project.id, from, to);
    const commits = base === null ? [] : await store.log(project.id, `${base}..${to}`);
    const head = commits[0];
    return json({
      commit: head === undefined ? null : commitEntity(call.context, project, head),
      commits: [...commits].reverse().map((commit) => commitEntity(call.context, project, commit)),
      diffs: base === null ? [] : (await store.diff(project.id, base, to)).map(diffEntity),
      compare_timeout: false,
      compare_same_ref: from === to,
      web_url: `${call.context.baseUrl}/${project.fullPath}/-/compare/${from}...${to}`,
    });
  });

  router.add('GET', '/projects/:id/repository/merge_base', async (call) => {
    const project = call.codeProject();
    const refs = call.params.list('refs') ?? [];
    if (refs.length < 2) throw grapeError(400, 'refs is missing');
    const [first = '', second = ''] = refs;
    const shas = [
      await call.commitSha(project, first, 'Ref'),
      await call.commitSha(project, second, 'Ref'),
    ] as const;
    const base = await call.context.store.mergeBase(project.id, shas[0], shas[1]);
    const commit = base === null ? null : await call.context.store.getCommit(project.id, base);
    if (commit === null) throw notFound('Merge Base');
    return json(commitEntity(call.context, project, commit));
  });

  // With and without a format: `archive`, `archive.zip`, `archive.tar.gz`.
  for (const [name, format] of [
    ['archive', 'tar.gz'],
    ['archive.tar.gz', 'tar.gz'],
    ['archive.zip', 'zip'],
  ] as const)
    router.add('GET', `/projects/:id/repository/${name}`, async (call) => {
      const project = call.codeProject();
      const ref = call.params.string('sha') ?? project.defaultBranch;
      const sha = ref === null ? null : await call.context.store.resolve(project.id, ref);
      if (sha === null) throw notFound('File');
      const prefix = `${project.path}-${(ref ?? sha).replaceAll('/', '-')}-${sha}`;
      const archive = await call.context.store.archive(project.id, sha, format, prefix);
      if (archive === null) throw notFound('File');
      return bytes(archive, 'application/octet-stream', {
        'Content-Disposition': `attachment; filename="${prefix}.${format}"`,
      });
    });
}
