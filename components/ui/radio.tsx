import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface RadioOption<V extends string> {
  value: V;
  title: ComponentChildren;
  hint?: ComponentChildren;
  disabled?: boolean | undefined;
}

interface RadioGroupProps<V extends string> {
  legend: string;
  hideLegend?: boolean;
  options: readonly RadioOption<V>[];
  value: V | null;
  onChange: (value: V) => void;
  /** Each option in a frame of its own. */
  cards?: boolean;
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const name = useId();
  return (
    <fieldset>
      <legend class={props.hideLegend ? 'mrg-visually-hidden' : 'mrg-choices__legend'}>{props.legend}</legend>
      <div class="mrg-choices">
        {props.options.map((option) => {
          const id = `${name}-${option.value}`;
          const classes = ['mrg-choice'];
          if (props.cards) classes.push('mrg-choice--card');
          if (option.disabled) classes.push('mrg-choice--disabled');
          return (
            <label key={option.value} class={classes.join(' ')}>
              <input
                type="radio"
                class="mrg-choice__control"
                name={name}
                value={option.value}
                checked={props.value === option.value}
                disabled={option.disabled ?? false}
                // The hint describes and is no part of the name, though a click on it chooses too.
                aria-labelledby={id}
                aria-describedby={option.hint ? `${id}-hint` : undefined}
                onChange={() => props.onChange(option.value)}
              />
              <span id={id}>{option.title}</span>
              {option.hint && (
                <span class="mrg-choice__hint" id={`${id}-hint`}>
                  {option.hint}
                </span>
              )}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
