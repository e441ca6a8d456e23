import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHeldFocus } from '../ui/use-held-focus.ts';
import { useStore } from '../ui/use-store.ts';
import { Connections } from './connections.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { FeatureSwitches } from './feature-switches.tsx';
import type { Options as OptionsModel } from './options-store.ts';
import { RemoveAll } from './remove-all.tsx';
import { Requests } from './requests.tsx';
import { SectionError } from './section.tsx';
import { Threshold } from './threshold.tsx';

interface OptionsProps {
  options: OptionsModel;
  version: string;
}

/** The options page: what MR Gate may do here, what it did, and the way to be rid of it. */
export function Options({ options, version }: OptionsProps) {
  const ready = useStore(options.store, ({ settings }) => settings !== null);
  const main = useRef<HTMLElement>(null);
  useHeldFocus(main);
  useEffect(() => {
    void options.start();
  }, [options]);
  return (
    <>
      <header class="mrg-options__header">
        <img src="/icon/48.png" width="32" height="32" alt="" />
        <h1 class="mrg-options__title">{t('options.title')}</h1>
        <span class="mrg-options__subtle">{version}</span>
      </header>
      <main class="mrg-options__main" ref={main} aria-busy={!ready}>
        {ready ? (
          <>
            <Connections options={options} />
            <FeatureSwitches options={options} />
            <Threshold options={options} />
            <Requests options={options} />
            <Diagnostics options={options} />
            <RemoveAll options={options} />
          </>
        ) : (
          <>
            <SectionError options={options} section="connections" />
            <Skeleton width="40%" height={20} />
            <Skeleton />
            <Skeleton width="80%" />
          </>
        )}
      </main>
      <footer class="mrg-options__footer">{t('options.trademark')}</footer>
    </>
  );
}
