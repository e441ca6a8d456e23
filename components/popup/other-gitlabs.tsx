import { endsSoon } from '../../utils/connect/expiry.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import { hostOf } from './host-of.ts';
import type { PopupSession } from './popup-state.ts';

/** The connected GitLabs that are not the one shown. */
export function OtherGitLabs({ session }: { session: PopupSession }) {
  const connections = useStore(session.store, (state) => state.connections);
  const view = useStore(session.store, (state) => state.view);
  const shown = view.name === 'connected' ? view.connection.baseUrl : 'baseUrl' in view ? view.baseUrl : null;
  const others = connections.filter(({ baseUrl }) => baseUrl !== shown);
  if (view.name === 'looking' || view.name === 'gate-token' || others.length === 0) return null;
  return (
    <section class="mrg-popup__others" aria-labelledby="others-title">
      <h2 class="mrg-popup__subtitle" id="others-title">
        {shown === null ? t('popup.others') : t('popup.others_too')}
      </h2>
      <ul>
        {others.map(({ baseUrl, user, expiresAt }) => (
          <li key={baseUrl}>
            <button type="button" class="mrg-popup__other" onClick={() => void session.open(baseUrl)}>
              <span class="mrg-popup__other-text">
                <span>{hostOf(baseUrl)}</span>
                <span class="mrg-popup__subtle">
                  {user.username ? `@${safeText(user.username, 60)}` : t('popup.unknown_user')}
                </span>
              </span>
              {endsSoon(expiresAt, Date.now()) && <Badge variant="warning">{t('popup.ends_soon')}</Badge>}
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
