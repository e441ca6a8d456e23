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
        label="Reason"
        value={draft.reason}
        required
        maxLength={LONGEST}
        error={problems.reason}
        placeholder="Replaced by checkout-v2 in March"
        onInput={(reason) => setDraft({ ...draft, reason })}
      />
      <div class="mrg-form__columns">
        <TextField
          label="Owner"
          value={draft.owner}
          required
          maxLength={LONGEST}
          error={problems.owner}
          hint="Who answers for it: a username or a team."
          onInput={(owner) => setDraft({ ...draft, owner })}
        />
        <TextField
          label="Until"
          type="date"
          optional
          value={draft.until}
          min={services.today()}
          error={problems.until}
          hint="After this day the group default holds again."
          onInput={(until) => setDraft({ ...draft, until })}
        />
      </div>
    </div>
  );
}
