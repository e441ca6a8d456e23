import type { FailOn } from '../../utils/gate/severity.ts';
import { Select, type SelectOption } from '../ui/select.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

const THRESHOLDS: readonly SelectOption<FailOn>[] = [
  { value: 'critical', text: 'Critical' },
  { value: 'high', text: 'High or worse' },
  { value: 'medium', text: 'Medium or worse' },
  { value: 'low', text: 'Low or worse' },
  { value: 'never', text: 'Nothing: only show findings' },
];

export function Threshold({ options }: { options: Options }) {
  const failOn = useStore(options.store, ({ settings }) => settings?.ungatedDefault.failOn);
  if (!failOn) return null;
  return (
    <Section
      options={options}
      name="ungated"
      title="Repositories without a gate"
      about="Where no policy speaks but a pipeline leaves reports, the card says for you alone what would fail. Nothing is blocked."
    >
      <div class="mrg-options__field">
        <label for="threshold">Mark as failing</label>
        <Select
          id="threshold"
          options={THRESHOLDS}
          value={failOn}
          onChange={(value) => void options.chooseThreshold(value)}
        />
      </div>
    </Section>
  );
}
