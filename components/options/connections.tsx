import { useState } from 'preact/hooks';
import type { Connection } from '../../utils/connection.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import { Expiry } from '../popup/expiry.tsx';
import { hostOf } from '../popup/host-of.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function Connections({ options }: { options: Options }) {
  const connections = useStore(options.store, (state) => state.connections) ?? [];
  return (
    <Section
      options={options}
      name="connections"
      title={t('options.connections.title')}
      about={t('options.connections.about')}
    >
      {connections.length === 0 ? (
        <p class="mrg-options__empty">
          {rich('options.connections.none', {
            link: <a href="/welcome.html">{t('options.connections.first_steps')}</a>,
          })}
        </p>
      ) : (
        <ul class="mrg-options__list">
          {connections.map((connection) => (
            <Row key={connection.baseUrl} options={options} connection={connection} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ options, connection }: { options: Options; connection: Connection }) {
  const busy = useStore(options.store, (state) => state.busy === 'connections');
  /** null: it was not asked for, and there is nowhere to go back to. */
  const [asking, ask] = useState<boolean | null>(null);
  const { baseUrl, user, access, expiresAt } = connection;
  const host = hostOf(baseUrl);
  return (
    <li class="mrg-options__row">
      <span class="mrg-options__row-text">
        <SafeLink href={baseUrl} baseUrl={baseUrl}>
          {host}
        </SafeLink>
        <span class="mrg-options__subtle">
          {t('options.connections.whose', {
            kind: t(`popup.kind.${user.kind}`),
            user: user.username ? `@${safeText(user.username, 80)}` : t('popup.unknown_user'),
          })}{' '}
          · <Expiry expiresAt={expiresAt} />
        </span>
        {asking && <span>{t('options.connections.forgets')}</span>}
      </span>
      <Badge variant={access === 'full' ? 'success' : 'info'}>
        {access === 'full' ? t('popup.can_configure') : t('popup.read_only')}
      </Badge>
      {asking ? (
        <span class="mrg-options__buttons">
          <Button
            variant="danger"
            size="small"
            loading={busy}
            onClick={() => void options.disconnect(baseUrl)}
            testId="disconnect-confirm"
          >
            {t('options.connections.disconnect_host', { host })}
          </Button>
          <Button size="small" autofocus onClick={() => ask(false)}>
            {t('options.cancel')}
          </Button>
        </span>
      ) : (
        <Button size="small" autofocus={asking === false} onClick={() => ask(true)} testId="disconnect">
          {t('popup.disconnect')}
        </Button>
      )}
    </li>
  );
}
