import type { FieldChange } from '../../utils/apply/plan-types.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { safeText } from '../ui/safe-text.ts';

/** Field by field, before and after. */
export function Changes({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <dl class="mrg-changes">
      {changes.map((change) => (
        <div class="mrg-changes__row" key={say(change.field)}>
          <dt>{safeText(say(change.field))}</dt>
          <dd>
            <span class="mrg-changes__before">{safeText(say(change.before))}</span>
            <span class="mrg-changes__arrow" aria-hidden>
              →
            </span>
            <span class="mrg-visually-hidden">{t('panel.changes.becomes')}</span>
            <span class="mrg-changes__after">{safeText(say(change.after))}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
