import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Tab<V extends string> {
  value: V;
  text: string;
}

interface TabsProps<V extends string> {
  label: string;
  tabs: readonly Tab<V>[];
  value: V;
  onChange: (value: V) => void;
  /** What the chosen tab shows. */
  children: ComponentChildren;
}

/** Tabs and the one panel under them. Arrow keys go from tab to tab, as screen readers announce. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: TabsProps<V>) {
  const id = useId();
  return (
    <div class="mrg-tabbed">
      <div
        role="tablist"
        aria-label={label}
        class="mrg-tabs"
        onKeyDown={(event) => {
          const next = neighbour(
            event.key,
            tabs.findIndex((tab) => tab.value === value),
            tabs.length,
          );
          const tab = next === null ? undefined : tabs[next];
          if (!tab) return;
          event.preventDefault();
          onChange(tab.value);
          event.currentTarget.querySelector<HTMLElement>(`[data-tab="${tab.value}"]`)?.focus();
        }}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            data-tab={tab.value}
            class="mrg-tabs__tab"
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.text}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} class="mrg-tabbed__panel">
        {children}
      </div>
    </div>
  );
}

function neighbour(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
