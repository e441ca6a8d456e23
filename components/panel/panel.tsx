import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { addIcons } from '../ui/icon.tsx';
import { PANEL_ICONS } from '../ui/panel-icons.ts';
import { safeText } from '../ui/safe-text.ts';
import { Tabs } from '../ui/tabs.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { ActionsMenu } from './actions-menu.tsx';
import { ConfigureDialog } from './configure-dialog.tsx';
import { FirstUse } from './first-use.tsx';
import { HistoryView } from './history-view.tsx';
import { HookNotice } from './hook-notice.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { JobAnnouncer } from './job-announcer.tsx';
import { JobView } from './job-view.tsx';
import { Loading } from './loading.tsx';
import { NotConnected } from './not-connected.tsx';
import { ActionNotice, Notices } from './notices.tsx';
import { PanelContext, usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { createPanelStore, type Loaded, type View } from './panel-store.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { PolicyBroken } from './policy-broken.tsx';
import { PolicyByHandNotice } from './policy-by-hand.tsx';
import { PolicyView } from './policy-view.tsx';
import { ProlongDialog } from './prolong-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RepoDialog } from './repo-dialog.tsx';
import { RepoTable } from './repo-table.tsx';
import type { Row } from './row.ts';
import type { PanelServices } from './services.ts';
import { Summary } from './summary.tsx';
import { Toolbar } from './toolbar.tsx';
import { UpdateDialog } from './update-dialog.tsx';
import { UpdateNotice } from './update-notice.tsx';
import { number, repositories } from './words.ts';
import { readOnlyReason } from './write-access.ts';

addIcons(PANEL_ICONS);

interface PanelProps {
  groupPath: string;
  baseUrl: string;
  services: PanelServices;
  onClose: () => void;
}

/** The Configure Scans panel of one group: a drawer over the group's page. */
export function Panel({ groupPath, baseUrl, services, onClose }: PanelProps) {
  const store = useMemo(() => createPanelStore(groupPath, services), [groupPath, services]);
  // Not after the first frame: GitLab can be asked while it is drawn.
  useLayoutEffect(() => {
    void store.getState().load();
    return store.getState().follow();
  }, [store]);
  return (
    <PanelContext.Provider value={{ store, services, baseUrl }}>
      <Drawer onClose={onClose} />
    </PanelContext.Provider>
  );
}

function Drawer({ onClose }: { onClose: () => void }) {
  const loaded = usePanel((state) => state.loaded);
  const groupPath = usePanel((state) => state.groupPath);
  const snapshot = loaded.state === 'ready' ? loaded.snapshot : null;
  return (
    <Dialog
      placement="drawer"
      testId="panel"
      title={t('panel.title')}
      closeLabel={t('panel.close')}
      subtitle={
        <p class="mrg-panel__subtitle">
          {snapshot
            ? t('panel.subtitle', {
                group: safeText(snapshot.group.name),
                repositories: repositories(gateable(snapshot)),
                user: safeText(snapshot.connection.user.username),
              })
            : safeText(groupPath)}
        </p>
      }
      actions={<HeaderActions loaded={loaded} />}
      onClose={onClose}
    >
      <div class="mrg-panel">
        <Content loaded={loaded} />
        <JobAnnouncer />
      </div>
      {loaded.state === 'ready' && <Dialogs snapshot={loaded.snapshot} rows={loaded.rows} />}
    </Dialog>
  );
}

/** The gate project is listed, but is none of the repositories to configure. */
function gateable({ repos, gateProject }: GroupSnapshot): number {
  return repos.filter((repo) => repo.id !== gateProject?.id).length;
}

function HeaderActions({ loaded }: { loaded: Loaded }) {
  const selection = usePanel((state) => state.selection);
  const reloading = usePanel((state) => state.reloading);
  const shown = usePanel((state) => state.job !== null && state.jobShown);
  const view = usePanel((state) => state.view);
  const { load, configure } = usePanelActions();
  if (loaded.state !== 'ready' || shown || view !== 'repositories') return null;
  const { snapshot, rows } = loaded;
  if (!snapshot.gateProject) return null;
  const selected = rows.filter((row) => selection.ids.has(row.id));
  const readOnly = readOnlyReason(snapshot);
  const reason = readOnly ?? (selected.length === 0 ? t('panel.select.first') : undefined);
  return (
    <div class="mrg-panel__actions">
      <Button
        variant="tertiary"
        icon="retry"
        label={t('panel.reload')}
        loading={reloading}
        onClick={() => void load()}
      />
      <ActionsMenu rows={selected} all={rows} readOnly={readOnly} hasDefault={hasDefault(snapshot)} />
      <Button
        variant="confirm"
        disabledReason={reason}
        testId="configure-scans"
        onClick={() => configure(selected)}
      >
        {t('panel.title')}
        {selected.length > 0 && (
          <span class="mrg-panel__count">
            {number(selected.length)}
            <span class="mrg-visually-hidden">{t('panel.select.hidden_selected')}</span>
          </span>
        )}
      </Button>
    </div>
  );
}

function Content({ loaded }: { loaded: Loaded }) {
  const { baseUrl } = usePanelEnvironment();
  const { load } = usePanelActions();
  switch (loaded.state) {
    case 'loading':
      return <Loading first={loaded.first} />;
    case 'not_connected':
      return (
        <>
          <ActionNotice />
          <NotConnected />
        </>
      );
    case 'failed':
      return (
        <UserErrorAlert
          error={loaded.error}
          baseUrl={baseUrl}
          actions={
            <Button size="small" icon="retry" onClick={() => void load()}>
              {t('panel.try_again')}
            </Button>
          }
        />
      );
    case 'ready':
      return <Views snapshot={loaded.snapshot} rows={loaded.rows} />;
  }
}

interface LoadedProps {
  snapshot: GroupSnapshot;
  rows: Row[];
}

const VIEWS = ['repositories', 'history', 'policy'] as const satisfies readonly View[];

function Views({ snapshot, rows }: LoadedProps) {
  const view = usePanel((state) => state.view);
  const { setView } = usePanelActions();
  const { gateProject } = snapshot;
  if (!gateProject) return <Repositories snapshot={snapshot} rows={rows} />;
  return (
    <Tabs<View>
      label={t('panel.title')}
      tabs={VIEWS.map((value) => ({ value, text: t(`panel.view.${value}`) }))}
      value={view}
      onChange={setView}
    >
      {view === 'repositories' && <Repositories snapshot={snapshot} rows={rows} />}
      {view === 'history' && <HistoryView gateProject={gateProject} readOnly={readOnlyReason(snapshot)} />}
      {view === 'policy' && <PolicyView snapshot={snapshot} gateProject={gateProject} />}
    </Tabs>
  );
}

function Repositories({ snapshot, rows }: LoadedProps) {
  const job = usePanel((state) => state.job);
  const jobShown = usePanel((state) => state.jobShown);
  const { gateProject, policy } = snapshot;
  if (job && jobShown) {
    return (
      <>
        <ActionNotice />
        <JobView job={job} canLeave={gateProject !== null || job.mode === 'remove_all'} />
      </>
    );
  }
  if (!gateProject) {
    return (
      <>
        <Notices snapshot={snapshot} />
        <FirstUse snapshot={snapshot} />
      </>
    );
  }
  if (rows.every((row) => row.status === 'gate_project')) {
    return (
      <EmptyState icon="project" title={t('panel.empty.title')}>
        {t('panel.empty.text', { group: safeText(snapshot.group.path) })}
      </EmptyState>
    );
  }
  return (
    <>
      {policy && !policy.ok && <PolicyBroken gateProject={gateProject} broken={policy} />}
      <Notices snapshot={snapshot} />
      <UpdateNotice snapshot={snapshot} />
      <PolicyByHandNotice snapshot={snapshot} />
      <HookNotice />
      <Summary rows={rows} snapshot={snapshot} />
      <Toolbar rows={rows} groupPath={snapshot.group.path} />
      <RepoTable rows={rows} readOnly={readOnlyReason(snapshot)} hasDefault={hasDefault(snapshot)} />
    </>
  );
}

/** Whatever lies over the drawer: at most one wish, and the plan that it leads to. */
function Dialogs({ snapshot, rows }: LoadedProps) {
  const dialog = usePanel((state) => state.dialog);
  const details = dialog?.kind === 'details' ? rows.find((row) => row.id === dialog.project) : undefined;
  return (
    <>
      <ConfigureDialog snapshot={snapshot} />
      {details && <RepoDialog key={details.id} row={details} readOnly={readOnlyReason(snapshot)} />}
      {dialog?.kind === 'prolong' && <ProlongDialog rows={dialog.rows} />}
      {dialog?.kind === 'import' && <ImportDialog />}
      {dialog?.kind === 'update' && <UpdateDialog snapshot={snapshot} />}
      {dialog?.kind === 'remove_all' && <RemoveDialog snapshot={snapshot} rows={rows} />}
      <PlanDialog snapshot={snapshot} />
    </>
  );
}

function hasDefault({ policy }: GroupSnapshot): boolean {
  return Boolean(policy?.ok && policy.policy.default);
}
