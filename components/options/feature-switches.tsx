import type { Feature } from '../../utils/settings.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

const SWITCHES: readonly { feature: Feature; name: string; hint: string }[] = [
  { feature: 'card', name: 'Gate card', hint: 'The verdict and its findings on a merge request’s page.' },
  {
    feature: 'diffMarks',
    name: 'Marks in the changes',
    hint: 'Findings beside the lines of the Changes tab. They come with the card.',
  },
  { feature: 'listBadges', name: 'Badges in lists', hint: 'The verdict in lists of merge requests.' },
  {
    feature: 'panelButton',
    name: 'Configure Scans button',
    hint: 'On group pages, where gating is set up and changed.',
  },
];

export function FeatureSwitches({ options }: { options: Options }) {
  const features = useStore(options.store, ({ settings }) => settings?.features);
  const busy = useStore(options.store, (state) => state.busy === 'features');
  if (!features) return null;
  return (
    <Section
      options={options}
      name="features"
      title="What is shown in GitLab"
      about="For this browser alone. Gating itself runs in GitLab and goes on. Pages follow when they are loaded next."
    >
      <div class="mrg-options__stack">
        {SWITCHES.map(({ feature, name, hint }) => (
          <Checkbox
            key={feature}
            checked={features[feature] && (feature !== 'diffMarks' || features.card)}
            disabled={busy || (feature === 'diffMarks' && !features.card)}
            hint={hint}
            onChange={(on) => void options.switchFeature(feature, on)}
            testId={`feature-${feature}`}
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </Section>
  );
}
