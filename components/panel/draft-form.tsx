import type { GateSettings, Policy } from '../../utils/gate/policy.ts';
import { t } from '../../utils/texts/page-texts.ts';
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
import { thresholdTitle } from './words.ts';

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
  return (
    <div class="mrg-form">
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {rows.length === 0 ? (
        <p>{t('panel.configure.default_text')}</p>
      ) : (
        <RadioGroup
          legend={t('panel.configure.settings')}
          cards
          value={draft.mode}
          onChange={(mode) => setDraft(withMode(draft, mode, policy))}
          options={[
            {
              value: 'use_default',
              title: policy.default
                ? t('panel.configure.use_default_of', { settings: settingsText(policy.default) })
                : t('panel.configure.use_default'),
              hint: policy.default ? t('panel.configure.follows') : t('panel.configure.no_default'),
              disabled: !policy.default,
            },
            {
              value: 'set_default',
              title: policy.default ? t('panel.configure.set_default') : t('panel.configure.choose_default'),
              hint: t('panel.configure.set_default_hint'),
            },
            {
              value: 'exception',
              title: t('panel.configure.exception', { count: rows.length }),
              hint: t('panel.configure.exception_hint'),
            },
          ]}
        />
      )}
      {draft.mode !== 'use_default' && (
        <>
          <p class="mrg-form__lead">{t('panel.configure.lead')}</p>
          <div class="mrg-form__columns">
            <SeverityFields draft={draft} />
            <ScanFields draft={draft} problem={problems.scans} />
          </div>
          <Checkbox
            checked={draft.settings.drafts}
            hint={t('panel.configure.drafts_hint')}
            onChange={(on) => setDraft(withDrafts(draft, on))}
          >
            {t('panel.configure.drafts')}
          </Checkbox>
        </>
      )}
      {draft.mode === 'exception' && <ExceptionFields draft={draft} problems={problems} />}
    </div>
  );
}

/** "High · 2 scans". */
function settingsText({ failOn, scans }: GateSettings): string {
  return t('panel.settings', {
    threshold: thresholdTitle(failOn),
    scans: t('panel.scans', { count: new Set(scans).size }),
  });
}
