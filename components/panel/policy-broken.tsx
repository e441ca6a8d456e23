import type { BrokenFile, GateProject } from '../../utils/apply/group-snapshot.ts';
import { rich, say, t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { usePanelEnvironment } from './panel-context.ts';
import { policyUrl } from './policy-url.ts';

const MOST_SHOWN = 20;

interface PolicyBrokenProps {
  gateProject: GateProject;
  broken: BrokenFile;
}

/** A file of the gate project that cannot be read: each problem with its line. Nothing is written over it. */
export function PolicyBroken({ gateProject, broken: { file, problems } }: PolicyBrokenProps) {
  const { baseUrl } = usePanelEnvironment();
  const shown = problems.slice(0, MOST_SHOWN);
  return (
    <Alert variant="danger" title={t('panel.broken.title', { file })}>
      <p>
        {rich('panel.broken.text', {
          problems: t('panel.problems', { count: problems.length }),
          file: (
            <SafeLink href={policyUrl(gateProject, undefined, file)} baseUrl={baseUrl}>
              {safeText(gateProject.path)}/{file}
            </SafeLink>
          ),
        })}
      </p>
      <ul class="mrg-problems">
        {shown.map((problem) => (
          <li key={`${problem.line} ${problem.key} ${say(problem.message)}`}>
            <SafeLink href={policyUrl(gateProject, problem.line, file)} baseUrl={baseUrl}>
              {t('panel.line', { line: String(problem.line) })}
            </SafeLink>
            {problem.key && (
              <>
                {' '}
                <code>{safeText(problem.key)}</code>
              </>
            )}
            : {safeText(say(problem.message), 400)}
          </li>
        ))}
      </ul>
      {problems.length > shown.length && (
        <p>{t('panel.and_more', { count: problems.length - shown.length })}</p>
      )}
    </Alert>
  );
}
