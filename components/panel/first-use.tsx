import type { GroupSnapshot } from '../../utils/apply/types.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { safeText } from '../ui/safe-text.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';

const PARTS: readonly { icon: IconName; title: string; text: (group: string) => string }[] = [
  {
    icon: 'project',
    title: 'A project',
    text: (group) => `${group}/mr-gate, private. The gate lives in it.`,
  },
  {
    icon: 'document',
    title: 'Its files',
    text: () => 'The policy, the pipeline, the gate’s program and a readme, in one commit.',
  },
  {
    icon: 'lock',
    title: 'A token of its own',
    text: () =>
      'Of a service account where GitLab lets you make one, else a group access token, else one that you are asked for. Kept as a masked, hidden, protected CI/CD variable, and nowhere else.',
  },
  {
    icon: 'link',
    title: 'A trigger',
    text: () => 'The gated repositories’ webhooks start the pipeline with it.',
  },
  {
    icon: 'check-circle',
    title: 'A test',
    text: () => 'One run proves that all of it works before anything is gated.',
  },
];

/** The set-up of the gate project, explained before it is begun. No repository is changed by it. */
export function FirstUse({ snapshot }: { snapshot: GroupSnapshot }) {
  const { services } = usePanelEnvironment();
  const { startSetup, openConnect } = usePanelActions();
  const busy = usePanel((state) => state.jobBusy);
  const group = safeText(snapshot.group.path);
  const readOnly =
    snapshot.connection.access === 'read_only'
      ? 'The token is read-only. Setting up takes one with the scope “api”.'
      : undefined;
  return (
    <section class="mrg-first" aria-labelledby="mrg-first-title">
      <h3 class="mrg-first__title" id="mrg-first-title">
        Set up MR Gate in {group}
      </h3>
      <p class="mrg-first__lead">
        MR Gate checks every merge request of the repositories you choose and blocks those that bring in
        findings at or above your severity. It runs inside your GitLab, with no server of ours. The set-up
        makes, once:
      </p>
      <ol class="mrg-first__parts">
        {PARTS.map((part) => (
          <li key={part.title}>
            <Icon name={part.icon} />
            <span>
              <strong>{part.title}.</strong> {part.text(group)}
            </span>
          </li>
        ))}
      </ol>
      <p class="mrg-first__note">
        It takes the Owner role in {group}; a Maintainer is asked for the gate’s token. Your repositories stay
        as they are until you configure them.
      </p>
      <div class="mrg-first__actions">
        <Button
          variant="confirm"
          loading={busy}
          disabledReason={readOnly}
          onClick={(event) => {
            if (services.isTrusted(event)) void startSetup();
          }}
        >
          Set up MR Gate in {group}
        </Button>
        {readOnly && <Button onClick={() => void openConnect('connect')}>Update token</Button>}
      </div>
      {readOnly && <p class="mrg-first__note">{readOnly}</p>}
    </section>
  );
}
