import type { CardState, ReportsSource } from '../../utils/card/card-types.ts';
import { type CardPlace, ownUrl, policyUrl } from '../../utils/card/links.ts';
import { notEnforcedText } from '../../utils/card/words.ts';
import { leftOut } from '../../utils/diff/diff-marks.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { GateSaid } from './gate-said.tsx';
import { TimeAgo } from './time-ago.tsx';

interface CardFooterProps {
  state: CardState;
  verdict: Verdict;
  place: CardPlace;
  now: number;
}

/** Where the verdict comes from: when, by what, under which policy, and how far that was checked. */
export function CardFooter({ state, verdict, place, now }: CardFooterProps) {
  const run = ownUrl(place, verdict.gate.pipelineUrl);
  const policy = policyUrl(place, verdict);
  const settings = t(verdict.settingsFrom === 'exception' ? 'details.by_exception' : 'details.by_default');
  const notEnforced = notEnforcedText(state, verdict);
  const unmarked = leftOut(verdict);
  return (
    <footer class="mrg-card__footer">
      {notEnforced && (
        <p>{rich('details.not_enforced', { why: <GateSaid text={notEnforced} cap={300} /> })}</p>
      )}
      {state.assurance === 'consistent' && (
        <p>{t('details.not_verified', { user: `@${safeText(state.by ?? '', 60)}` })}</p>
      )}
      {state.reports ? (
        <FromReports {...{ state, verdict, place, now }} reports={state.reports} />
      ) : (
        <p>
          {rich('details.evaluated', {
            ...whenAndWhat(verdict, now),
            gate: run ? link(place, run, t('details.the_gate_pipeline')) : t('details.the_gate'),
            settings: link(place, policy, settings),
          })}
        </p>
      )}
      {isMarked(verdict) && (
        <p>
          {rich('details.keys', {
            key: <kbd>F8</kbd>,
            back: (
              <>
                <kbd>Shift</kbd>+<kbd>F8</kbd>
              </>
            ),
          })}
          {unmarked > 0 && ` ${t('details.unmarked_new', { number: unmarked })}`}
        </p>
      )}
    </footer>
  );
}

function FromReports({ verdict, place, now, reports }: CardFooterProps & { reports: ReportsSource }) {
  const facts = {
    ...whenAndWhat(verdict, now),
    pipeline: link(place, reports.pipelineUrl, t('details.its_pipeline')),
    settings: t(reports.policy ? 'details.by_policy' : 'details.by_choice'),
  };
  return (
    <>
      <p>
        {reports.baseUrl
          ? rich('details.from_both', {
              ...facts,
              target: link(place, reports.baseUrl, t('details.target_pipeline')),
            })
          : rich('details.from_reports', facts)}
        {reports.running && ` ${t('details.still_running')}`}
      </p>
      {reports.jobsCut && <p>{t('details.jobs_cut')}</p>}
    </>
  );
}

function whenAndWhat(verdict: Verdict, now: number) {
  return {
    when: <TimeAgo iso={verdict.evaluatedAt} now={now} />,
    commit: <code>{safeText(verdict.head.slice(0, 8), 8)}</code>,
  };
}

function link(place: CardPlace, url: string | null, text: string) {
  return url ? (
    <SafeLink href={url} baseUrl={place.baseUrl}>
      {text}
    </SafeLink>
  ) : (
    text
  );
}

/** Whether a new finding has a line that can be marked in the changes. */
function isMarked({ findings }: Verdict): boolean {
  return [...findings.blocking, ...findings.introduced].some(({ file, startLine }) => file && startLine);
}
