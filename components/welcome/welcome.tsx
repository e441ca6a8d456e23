import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { send } from '../../utils/message-client.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { GrantView } from '../popup/grant-view.tsx';
import type { PopupSession, View } from '../popup/popup-state.ts';
import { TokenView } from '../popup/token-view.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHeldFocus } from '../ui/use-held-focus.ts';
import { useStore } from '../ui/use-store.ts';
import { FirstGroup } from './first-group.tsx';
import { PickGitLab } from './pick-gitlab.tsx';

const STEPS = ['gitlab', 'access', 'token', 'group'] as const;

interface WelcomeProps {
  session: PopupSession;
  send: typeof send;
  /** Back to the choice of a GitLab. */
  again: () => void;
}

/** The first five minutes: from an installed extension to the page of the first group. */
export function Welcome({ session, send, again }: WelcomeProps) {
  const view = useStore(session.store, (state) => state.view);
  const main = useRef<HTMLElement>(null);
  const shown = useRef<View['name']>(view.name);
  const at = stepOf(view);

  useEffect(() => {
    void session.start();
  }, [session]);

  useHeldFocus(main);
  // A step that replaces another starts at its heading, unless it put the focus into a field of its own.
  useLayoutEffect(() => {
    const first = shown.current === 'looking' || shown.current === view.name;
    shown.current = view.name;
    if (!first && !main.current?.contains(document.activeElement)) main.current?.querySelector('h1')?.focus();
  }, [view.name]);

  return (
    <>
      <header class="mrg-popup__header">
        <img src="/icon/32.png" width="20" height="20" alt="" />
        <span class="mrg-popup__brand">MR Gate</span>
        <span class="mrg-popup__for">{t('popup.for_gitlab')}</span>
      </header>
      <main class="mrg-popup__main" ref={main} data-view={view.name}>
        <ol class="mrg-welcome__steps" aria-label={t('welcome.steps')}>
          {STEPS.map((name, index) => (
            <li key={name} aria-current={index === at ? 'step' : undefined} data-done={index < at}>
              <span class="mrg-welcome__number" aria-hidden>
                {index < at ? <Icon name="check" size={12} /> : index + 1}
              </span>
              {t(`welcome.step.${name}`)}
            </li>
          ))}
        </ol>
        <Step session={session} send={send} view={view} />
        {at > 0 && (
          <div>
            <Button variant="link" onClick={again} testId="again">
              {t('welcome.other_gitlab')}
            </Button>
          </div>
        )}
      </main>
    </>
  );
}

function Step({ session, send, view }: { session: PopupSession; send: WelcomeProps['send']; view: View }) {
  switch (view.name) {
    case 'no-gitlab':
      return <PickGitLab session={session} />;
    case 'grant':
      return <GrantView session={session} baseUrl={view.baseUrl} refused={view.refused} />;
    case 'token':
      return <TokenView session={session} baseUrl={view.baseUrl} before={view.before} key={view.baseUrl} />;
    case 'connected':
      return <FirstGroup send={send} connection={view.connection} key={view.connection.baseUrl} />;
    default:
      return (
        <div class="mrg-popup__stack" aria-busy="true">
          <Skeleton width="60%" height={20} />
          <Skeleton />
        </div>
      );
  }
}

function stepOf({ name }: View): number {
  return { looking: 0, 'no-gitlab': 0, grant: 1, token: 2, 'gate-token': 2, connected: 3 }[name];
}
