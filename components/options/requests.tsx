import { KEPT_REQUESTS } from '../../utils/request-log.ts';
import { hostOf } from '../popup/session.ts';
import { Button } from '../ui/button.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function Requests({ options }: { options: Options }) {
  const requests = useStore(options.store, (state) => state.requests) ?? [];
  const busy = useStore(options.store, (state) => state.busy === 'requests');
  return (
    <Section
      options={options}
      name="requests"
      title={`The last ${KEPT_REQUESTS} requests`}
      about="All that was asked with your tokens since the browser started, newest first. The card and the badges read with your own sign-in, from GitLab’s page to the same GitLab; the browser’s developer tools show those."
    >
      <div>
        <Button size="small" loading={busy} onClick={() => void options.loadRequests()}>
          Refresh
        </Button>
      </div>
      {requests.length === 0 ? (
        <p class="mrg-options__empty">None yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section class="mrg-options__scroll" aria-label="Requests" tabIndex={0}>
          <table class="mrg-options__table">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">GitLab</th>
                <th scope="col">Method</th>
                <th scope="col">Path</th>
                <th scope="col">Status</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(({ at, baseUrl, method, path, status, ms }, index) => (
                <tr key={`${at} ${index}`}>
                  <td>{new Date(at).toLocaleTimeString()}</td>
                  <td>{hostOf(baseUrl)}</td>
                  <td>{method}</td>
                  <td class="mrg-options__path">{safeText(path, 300)}</td>
                  <td>{status || 'no answer'}</td>
                  <td>{Math.round(ms)} ms</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}
