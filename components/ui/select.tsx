import { Icon } from './icon.tsx';

export interface SelectOption<V extends string> {
  value: V;
  text: string;
}

interface SelectProps<V extends string> {
  /** Said by screen readers; a visible label can be given with `id` and a `<label for>`. */
  label?: string;
  id?: string;
  options: readonly SelectOption<V>[];
  value: V;
  onChange: (value: V) => void;
  disabled?: boolean;
}

export function Select<V extends string>(props: SelectProps<V>) {
  return (
    <span class="mrg-select">
      <select
        id={props.id}
        class="mrg-input"
        aria-label={props.label}
        value={props.value}
        disabled={props.disabled ?? false}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.currentTarget.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.text}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}
