import { FAIL_ON } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Select } from '../ui/select.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function Threshold({ options }: { options: Options }) {
  const failOn = useStore(options.store, ({ settings }) => settings?.ungatedDefault.failOn);
  if (!failOn) return null;
  return (
    <Section
      options={options}
      name="ungated"
      title={t('options.ungated.title')}
      about={t('options.ungated.about')}
    >
      <div class="mrg-options__field">
        <label for="threshold">{t('options.ungated.label')}</label>
        <Select
          id="threshold"
          options={FAIL_ON.map((severity) => ({ value: severity, text: t(`options.ungated.${severity}`) }))}
          value={failOn}
          onChange={(value) => void options.chooseThreshold(value)}
        />
      </div>
    </Section>
  );
}
