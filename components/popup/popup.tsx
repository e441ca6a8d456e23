import { useLayoutEffect, useRef } from 'preact/hooks';
import { say, t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHeldFocus } from '../ui/use-held-focus.ts';
import { useStore } from '../ui/use-store.ts';
import { ConnectedView } from './connected-view.tsx';
import { GateTokenView } from './gate-token-view.tsx';
import { GrantView } from './grant-view.tsx';
import { NoGitLabView } from './no-gitlab-view.tsx';
import { OtherGitLabs } from './other-gitlabs.tsx';
import type { PopupSession } from './popup-state.ts';
import { TokenView } from './token-view.tsx';
import { whatShows } from './what-shows.ts';

/** The popup: one GitLab at a time, from "not seen" to "connected". Whoever shows it starts the session. */
export function Popup({ session, openOptions }: { session: PopupSession; openOptions: () => void }) {
  const view = useStore(session.store, (state) => state.view);
  const notice = useStore(session.store, (state) => state.notice);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(view.name);

  useHeldFocus(main);
  // A view that replaces another starts at its heading, unless it put the focus into a field of its own.
  useLayoutEffect(() => {
    if (shown.current === view.name) return;
    const first = shown.current === 'looking';
    shown.current = view.name;
    if (!first && !main.current?.contains(document.activeElement)) main.current?.querySelector('h1')?.focus();
  }, [view.name]);

  return (
    <>
      <header class="mrg-popup__header">
        <img src="/icon/32.png" width="20" height="20" alt="" />
        <span class="mrg-popup__brand">MR Gate</span>
        <span class="mrg-popup__for">{t('popup.for_gitlab')}</span>
        <Button
          variant="tertiary"
          size="small"
          class="mrg-popup__options"
          onClick={openOptions}
          testId="options"
        >
          {t('popup.options')}
        </Button>
      </header>
      <main class="mrg-popup__main" ref={main} data-view={view.name}>
        <div role="status" class="mrg-popup__live">
          {notice && <Alert variant={notice.variant}>{say(notice.text)}</Alert>}
        </div>
        <CurrentView session={session} />
        <OnThisPage session={session} />
        <OtherGitLabs session={session} />
      </main>
    </>
  );
}

/** Why the page in the tab shows something of MR Gate, or nothing. */
function OnThisPage({ session }: { session: PopupSession }) {
  const view = useStore(session.store, (state) => state.view);
  const seen = useStore(session.store, (state) => state.seen);
  const features = useStore(session.store, (state) => state.features);
  const outcomes = useStore(session.store, (state) => state.outcomes);
  const shown = view.name === 'connected' ? view.connection.baseUrl : 'baseUrl' in view ? view.baseUrl : null;
  if (!seen || !features || shown !== seen.baseUrl) return null;
  const { text, nothing } =
    view.name === 'grant' ? NOT_ALLOWED : whatShows(seen.page, features, outcomes, session.version);
  return (
    <p class="mrg-popup__page" data-testid="on-this-page" data-nothing={nothing}>
      <Icon name="information-o" />
      <span>{say({ id: text })}</span>
    </p>
  );
}

const NOT_ALLOWED = { nothing: true, text: 'popup.here.not_allowed' } as const;

function CurrentView({ session }: { session: PopupSession }) {
  const view = useStore(session.store, (state) => state.view);
  switch (view.name) {
    case 'looking':
      return (
        <div class="mrg-popup__stack" aria-busy="true">
          <span class="mrg-visually-hidden">{t('popup.looking')}</span>
          <Skeleton width="60%" height={20} />
          <Skeleton />
          <Skeleton width="80%" />
        </div>
      );
    case 'no-gitlab':
      return <NoGitLabView session={session} sight={view.sight} />;
    case 'grant':
      return <GrantView session={session} baseUrl={view.baseUrl} refused={view.refused} />;
    case 'token':
      return <TokenView session={session} baseUrl={view.baseUrl} before={view.before} key={view.baseUrl} />;
    case 'connected':
      return <ConnectedView session={session} connection={view.connection} key={view.connection.baseUrl} />;
    case 'gate-token':
      return <GateTokenView session={session} view={view} />;
  }
}
