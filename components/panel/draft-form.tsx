import type { Policy } from '../../utils/gate/policy.ts';
import { describeSettings } from '../../utils/gate/settings.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { type Draft, type DraftProblems, withDrafts, withMode } from './draft.ts';
import { ExceptionFields } from './exception-fields.tsx';
import { usePanelActions, usePanelEnvironment } from './panel-context.ts';
import type { Row } from './row.ts';
import { ScanFields } from './scan-fields.tsx';
import { SeverityFields } from './severity-fields.tsx';
import { repositories } from './words.ts';

interface DraftFormProps {
  draft: Draft;
  policy: Policy;
  rows: readonly Row[];
  problems: DraftProblems;
  error: UserError | null;
}

export function DraftForm({ draft, policy, rows, problems, error }: DraftFormProps) {
  const { baseUrl } = usePanelEnvironment();
  const { setDraft } = usePanelActions();
  const these = rows.length === 1 ? 'this repository' : `these ${repositories(rows.length)}`;
  return (
    <div class="mrg-form">
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {rows.length === 0 ? (
        <p>For every gated repository of the group that has no exception.</p>
      ) : (
        <RadioGroup
          legend="Settings"
          cards
          value={draft.mode}
          onChange={(mode) => setDraft(withMode(draft, mode, policy))}
          options={[
            {
              value: 'use_default',
              title: policy.default
                ? `Use the group default: ${describeSettings(policy.default)}`
                : 'Use the group default',
              hint: policy.default
                ? 'They follow the default when it changes.'
                : 'No default has been chosen yet. Choose it below.',
              disabled: !policy.default,
            },
            {
              value: 'set_default',
              title: policy.default ? 'Change the group default' : 'Choose the group default',
              hint: 'For every gated repository of the group that has no exception, and for these.',
            },
            {
              value: 'exception',
              title: `Make an exception for ${these}`,
              hint: 'Settings of their own, with a reason and somebody who answers for it.',
            },
          ]}
        />
      )}
      {draft.mode !== 'use_default' && (
        <>
          <p class="mrg-form__lead">
            Choose the severity level for failure and the scans you want to execute.
          </p>
          <div class="mrg-form__columns">
            <SeverityFields draft={draft} />
            <ScanFields draft={draft} problem={problems.scans} />
          </div>
          <Checkbox
            checked={draft.settings.drafts}
            hint="Otherwise a draft is checked once it is marked as ready."
            onChange={(on) => setDraft(withDrafts(draft, on))}
          >
            Gate draft merge requests too
          </Checkbox>
        </>
      )}
      {draft.mode === 'exception' && <ExceptionFields draft={draft} problems={problems} />}
    </div>
  );
}
