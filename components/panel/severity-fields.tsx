import { FAIL_ON, type FailOn } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Icon } from '../ui/icon.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { failOnTitle, Threshold } from '../ui/severity.tsx';
import { type Draft, withFailOn } from './draft.ts';
import { usePanelActions } from './panel-context.ts';

export function SeverityFields({ draft }: { draft: Draft }) {
  const { setDraft } = usePanelActions();
  return (
    <RadioGroup<FailOn>
      legend={t('panel.configure.fail_on')}
      value={draft.settings.failOn}
      onChange={(failOn) => setDraft(withFailOn(draft, failOn))}
      options={FAIL_ON.map((failOn) => ({
        value: failOn,
        title:
          failOn === 'never' ? (
            <span class="mrg-severity">
              <Icon name="eye" size={12} />
              {t('panel.configure.never', { title: failOnTitle('never') })}
            </span>
          ) : (
            <Threshold failOn={failOn} />
          ),
      }))}
    />
  );
}
