/** What a person typed for a parameter: a value, or a factor of what there is ('*0.5', '/2', '50%'). */
export type ParameterInput =
  { readonly kind: 'value'; readonly value: number } | { readonly kind: 'factor'; readonly factor: number };

/** Undefined where it is neither. A true minus sign counts as one. */
export function readParameterInput(typed: string): ParameterInput | undefined {
  const text = typed.trim().replace('−', '-');
  const product = /^[*×x]\s*(.+)$/.exec(text)?.[1];
  if (product !== undefined) return factorOf(readNumber(product));
  const quotient = /^[/÷]\s*(.+)$/.exec(text)?.[1];
  if (quotient !== undefined) return factorOf(1 / readNumber(quotient));
  const percent = /^(.+?)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return factorOf(readNumber(percent) / 100);
  const value = readNumber(text);
  return Number.isFinite(value) ? { kind: 'value', value } : undefined;
}

function factorOf(factor: number): ParameterInput | undefined {
  return Number.isFinite(factor) ? { kind: 'factor', factor } : undefined;
}

function readNumber(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
