import { t } from '../../utils/texts/page-texts.ts';
import { TextField } from '../ui/text-field.tsx';
import type { Draft, DraftProblems } from './draft.ts';
import { usePanelActions, usePanelEnvironment } from './panel-context.ts';

/** The longest that a reason or owner may be; the worker refuses more. */
const LONGEST = 500;

export function ExceptionFields({ draft, problems }: { draft: Draft; problems: DraftProblems }) {
  const { services } = usePanelEnvironment();
  const { setDraft } = usePanelActions();
  return (
    <div class="mrg-form__section">
      <TextField
        label={t('panel.configure.reason')}
        value={draft.reason}
        required
        maxLength={LONGEST}
        error={problems.reason}
        placeholder={t('panel.configure.reason_example')}
        onInput={(reason) => setDraft({ ...draft, reason })}
      />
      <div class="mrg-form__columns">
        <TextField
          label={t('panel.configure.owner')}
          value={draft.owner}
          required
          maxLength={LONGEST}
          error={problems.owner}
          hint={t('panel.configure.owner_hint')}
          onInput={(owner) => setDraft({ ...draft, owner })}
        />
        <TextField
          label={t('panel.configure.until')}
          type="date"
          optional
          value={draft.until}
          min={services.today()}
          error={problems.until}
          hint={t('panel.configure.until_hint')}
          onInput={(until) => setDraft({ ...draft, until })}
        />
      </div>
    </div>
  );
}
