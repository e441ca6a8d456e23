import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import type { Options, Section as SectionName } from './options-store.ts';

interface SectionProps {
  options: Options;
  name: SectionName;
  title: string;
  /** What it is about, in a sentence or two. */
  about: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ options, name, title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section class="mrg-options__section" aria-labelledby={id} data-testid={`options-${name}`}>
      <h2 class="mrg-options__heading" id={id}>
        {title}
      </h2>
      <p class="mrg-options__about">{about}</p>
      <SectionError options={options} section={name} />
      {children}
    </section>
  );
}

export function SectionError({ options, section }: { options: Options; section: SectionName }) {
  const failed = useStore(options.store, ({ error }) => error);
  return failed?.section === section ? <UserErrorAlert error={failed.error} /> : null;
}
