import type { Feature } from '../../utils/settings.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

const SWITCHES: readonly Feature[] = ['card', 'diffMarks', 'listBadges', 'panelButton'];

export function FeatureSwitches({ options }: { options: Options }) {
  const features = useStore(options.store, ({ settings }) => settings?.features);
  const busy = useStore(options.store, (state) => state.busy === 'features');
  if (!features) return null;
  return (
    <Section
      options={options}
      name="features"
      title={t('options.features.title')}
      about={t('options.features.about')}
    >
      <div class="mrg-options__stack">
        {SWITCHES.map((feature) => (
          <Checkbox
            key={feature}
            checked={features[feature] && (feature !== 'diffMarks' || features.card)}
            disabled={feature === 'diffMarks' && !features.card}
            busy={busy}
            hint={t(`options.features.${feature}_hint`)}
            onChange={(on) => void options.switchFeature(feature, on)}
            testId={`feature-${feature}`}
          >
            {t(`options.features.${feature}`)}
          </Checkbox>
        ))}
      </div>
    </Section>
  );
}
