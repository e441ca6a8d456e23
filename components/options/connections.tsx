import { useState } from 'preact/hooks';
import type { Connection } from '../../utils/connection.ts';
import { Expiry } from '../popup/expiry.tsx';
import { hostOf } from '../popup/session.ts';
import { KIND_NAMES } from '../popup/words.ts';
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
      title="Connected GitLabs"
      about="Tokens are kept in this browser, and sent to their own GitLab only."
    >
      {connections.length === 0 ? (
        <p class="mrg-options__empty">
          None. Open a page of your GitLab and press the MR Gate button in the toolbar, or go through the{' '}
          <a href="/welcome.html">first steps</a>.
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
  const [asking, ask] = useState(false);
  const { baseUrl, user, access, expiresAt } = connection;
  const host = hostOf(baseUrl);
  return (
    <li class="mrg-options__row">
      <span class="mrg-options__row-text">
        <SafeLink href={baseUrl} baseUrl={baseUrl}>
          {host}
        </SafeLink>
        <span class="mrg-options__subtle">
          {KIND_NAMES[user.kind]} of @{safeText(user.username || 'unknown', 80)} ·{' '}
          <Expiry expiresAt={expiresAt} />
        </span>
        {asking && (
          <span>
            The token is forgotten here and access to the host given back. Gating goes on in GitLab, where the
            token stays valid until you revoke it.
          </span>
        )}
      </span>
      <Badge variant={access === 'full' ? 'success' : 'info'}>
        {access === 'full' ? 'Can configure' : 'Read only'}
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
            Disconnect {host}
          </Button>
          <Button size="small" onClick={() => ask(false)}>
            Cancel
          </Button>
        </span>
      ) : (
        <Button size="small" onClick={() => ask(true)} testId="disconnect">
          Disconnect
        </Button>
      )}
    </li>
  );
}
