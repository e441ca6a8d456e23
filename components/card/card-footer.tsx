import type { CardState, ReportsSource } from '../../utils/card/card-types.ts';
import { type CardPlace, ownUrl, policyUrl } from '../../utils/card/links.ts';
import { notEnforcedText } from '../../utils/card/words.ts';
import { leftOut } from '../../utils/diff/diff-marks.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
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
  const settings =
    verdict.settingsFrom === 'exception' ? 'an exception in the policy' : 'the policy’s default';
  const notEnforced = notEnforcedText(state.enforcement, verdict);
  return (
    <footer class="mrg-card__footer">
      {notEnforced && <p>Shown, not enforced. {safeText(notEnforced, 300)}</p>}
      {state.assurance === 'consistent' && (
        <p>
          Not verified against the gate project, which you can’t read: by {`@${safeText(state.by ?? '', 60)}`}
          , status and details agree.
        </p>
      )}
      {state.reports ? (
        <FromReports {...{ state, verdict, place, now }} reports={state.reports} />
      ) : (
        <p>
          Evaluated <TimeAgo iso={verdict.evaluatedAt} now={now} /> for{' '}
          <code>{safeText(verdict.head.slice(0, 8), 8)}</code> by{' '}
          {run ? (
            <SafeLink href={run} baseUrl={place.baseUrl}>
              the gate pipeline
            </SafeLink>
          ) : (
            'the gate'
          )}
          , with{' '}
          {policy ? (
            <SafeLink href={policy} baseUrl={place.baseUrl}>
              {settings}
            </SafeLink>
          ) : (
            settings
          )}
          .
        </p>
      )}
      {isMarked(verdict) && (
        <p>
          In the changes, <kbd>F8</kbd> goes to the next new finding and <kbd>Shift</kbd>+<kbd>F8</kbd> to the
          one before.
          {leftOut(verdict) > 0 &&
            ` ${leftOut(verdict)} new ones did not fit into the gate’s comment and are marked nowhere.`}
        </p>
      )}
    </footer>
  );
}

function FromReports({ verdict, place, now, reports }: CardFooterProps & { reports: ReportsSource }) {
  const link = (url: string | null, text: string) =>
    url ? (
      <SafeLink href={url} baseUrl={place.baseUrl}>
        {text}
      </SafeLink>
    ) : (
      text
    );
  return (
    <>
      <p>
        Evaluated in this page <TimeAgo iso={verdict.evaluatedAt} now={now} /> for{' '}
        <code>{safeText(verdict.head.slice(0, 8), 8)}</code>, from the reports of{' '}
        {link(reports.pipelineUrl, 'its pipeline')}
        {reports.baseUrl && <> and {link(reports.baseUrl, 'the target branch’s')}</>}, with{' '}
        {reports.policy ? 'the group’s policy' : 'the threshold chosen here'}.
        {reports.running && ' The pipeline is not finished, so more may come.'}
      </p>
      {reports.jobsCut && (
        <p>One of the pipelines has more than 2,000 jobs: reports of later ones were not looked for.</p>
      )}
    </>
  );
}

/** Whether a new finding has a line that can be marked in the changes. */
function isMarked({ findings }: Verdict): boolean {
  return [...findings.blocking, ...findings.introduced].some(({ file, startLine }) => file && startLine);
}
