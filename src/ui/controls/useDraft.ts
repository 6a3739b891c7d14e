import { useEffect, useState } from 'react';
import type { ChangeEvent, FocusEvent, KeyboardEvent } from 'react';

export interface DraftOptions {
  /** What stands in the field while nobody writes. */
  readonly shown: string;
  /** Takes what was typed; returns why it was refused. */
  readonly onCommit: (typed: string) => string | undefined;
  /** An arrow key, with or without shift; returns why it was refused. */
  readonly onNudge: (direction: 1 | -1, isLarge: boolean) => string | undefined;
  /** 'decimal' only where neither a sign nor a factor makes sense: a phone's keypad of numbers has no minus, * or %. */
  readonly inputMode?: 'text' | 'decimal' | undefined;
}

/**
 * A text field for a number. What is typed counts on Enter or when the field is left; Escape brings the old value back, and so does a
 * refusal.
 * @returns `problem`: why what was typed last was refused, until the value changes or something is typed, here or in another field. `input`: what the field needs.
 */
export function useDraft({ shown, onCommit, onNudge, inputMode = 'text' }: DraftOptions) {
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<{ readonly why: string; readonly kept: string }>();
  // Set from elsewhere, the field has forgotten what was refused before.
  const problem = refusal?.kept === shown ? refusal.why : undefined;

  const isRefused = problem !== undefined;
  useEffect(() => {
    if (!isRefused) return undefined;
    const forget = (): void => setRefusal(undefined);
    document.addEventListener('input', forget);
    return () => document.removeEventListener('input', forget);
  }, [isRefused]);

  function take(why: string | undefined): void {
    setRefusal(why === undefined ? undefined : { why, kept: shown });
    setDraft(undefined);
  }

  return {
    problem,
    input: {
      inputMode,
      autoComplete: 'off',
      spellCheck: false,
      value: draft ?? shown,
      'aria-invalid': problem !== undefined,
      'data-takes-escape': draft !== undefined || problem !== undefined || undefined,
      onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft(event.target.value),
      // What is typed replaces the old value: '*0.5' is not to be read with it.
      onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select(),
      onBlur: (event: FocusEvent<HTMLInputElement>) => {
        if (draft !== undefined && draft !== shown) take(onCommit(event.target.value.trim()));
        else setDraft(undefined);
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Enter') {
          const field = event.currentTarget;
          take(onCommit(field.value.trim()));
          // The new value, when it stands there: what is typed next replaces it.
          setTimeout(() => document.activeElement === field && field.select());
        } else if (event.key === 'Escape') {
          setDraft(undefined);
          setRefusal(undefined);
        } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          take(onNudge(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey));
        }
      },
    },
  } as const;
}
