import { KEPT_REQUESTS } from '../../utils/request-log.ts';
import { pageLanguage, t } from '../../utils/texts/page-texts.ts';
import { hostOf } from '../popup/host-of.ts';
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
      title={t('options.requests.title', { kept: KEPT_REQUESTS })}
      about={t('options.requests.about')}
    >
      <div>
        <Button size="small" loading={busy} onClick={() => void options.loadRequests()}>
          {t('options.requests.refresh')}
        </Button>
      </div>
      {requests.length === 0 ? (
        <p class="mrg-options__empty">{t('options.requests.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section class="mrg-options__scroll" aria-label={t('options.requests.label')} tabIndex={0}>
          <table class="mrg-options__table">
            <thead>
              <tr>
                <th scope="col">{t('options.requests.time')}</th>
                <th scope="col">GitLab</th>
                <th scope="col">{t('options.requests.with')}</th>
                <th scope="col">{t('options.requests.method')}</th>
                <th scope="col">{t('options.requests.path')}</th>
                <th scope="col">{t('options.requests.status')}</th>
                <th scope="col">{t('options.requests.took')}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(({ at, baseUrl, method, path, status, ms, with: way }, index) => (
                <tr key={`${at} ${index}`}>
                  <td>{new Date(at).toLocaleTimeString(pageLanguage())}</td>
                  <td>{hostOf(baseUrl)}</td>
                  <td>{t(way === 'session' ? 'options.requests.session' : 'options.requests.token')}</td>
                  <td>{method}</td>
                  <td class="mrg-options__path">{safeText(path, 300)}</td>
                  <td>{status || t('options.requests.no_answer')}</td>
                  <td>{t('options.requests.ms', { ms: Math.round(ms) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}
