import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Icon } from './icon.tsx';
import { useFocusWhenLost } from './use-focus-when-lost.ts';

interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'password' | 'date';
  hint?: ComponentChildren;
  error?: string | undefined;
  placeholder?: string;
  optional?: boolean;
  required?: boolean;
  /** It is looked at and not to be changed now; it keeps the focus, which a disabled field would lose. */
  readOnly?: boolean;
  maxLength?: number;
  /** Earliest day of a date field, YYYY-MM-DD. */
  min?: string;
  autocomplete?: string;
  autofocus?: boolean;
  testId?: string;
}

export function TextField(props: TextFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // The attribute does it for the first field of a page alone.
  useFocusWhenLost(field, props.autofocus ?? false);
  const described = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  const { type = 'text' } = props;
  const input = {
    id,
    ref: field,
    class: 'mrg-input',
    value: props.value,
    placeholder: props.placeholder,
    required: props.required ?? false,
    readOnly: props.readOnly ?? false,
    maxLength: props.maxLength,
    min: props.min,
    autocomplete: props.autocomplete ?? 'off',
    autofocus: props.autofocus ?? false,
    spellcheck: false,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': described || undefined,
    'data-testid': props.testId,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.onInput(event.currentTarget.value),
  };
  return (
    <div class="mrg-field">
      <label class="mrg-field__label" for={id}>
        {props.label}
        {props.optional && <span class="mrg-field__optional">{t('common.optional')}</span>}
      </label>
      {type === 'date' ? (
        <input {...input} type="date" />
      ) : type === 'password' ? (
        <input {...input} type="password" />
      ) : (
        <input {...input} type="text" />
      )}
      {props.error && (
        <span class="mrg-field__error" id={`${id}-error`} role="alert">
          {props.error}
        </span>
      )}
      {props.hint && (
        <span class="mrg-field__hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      )}
    </div>
  );
}

interface SearchFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
}

/** A search box with its glass; Escape clears it before it closes anything. */
export function SearchField({ label, value, onInput, placeholder }: SearchFieldProps) {
  return (
    <span class="mrg-search">
      <input
        type="search"
        class="mrg-input"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !value) return;
          event.preventDefault();
          onInput('');
        }}
      />
      <Icon name="search" />
    </span>
  );
}
