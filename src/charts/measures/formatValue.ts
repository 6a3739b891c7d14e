const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** '10⁻³'. */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** '−63.2', '0.00123', '1.2×10⁻⁷': so many significant digits, with a true minus sign; '–' where there is no number. */
export function formatValue(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 1e-4 && size < 1e7) return sign + String(Number(size.toPrecision(digits)));
  const [mantissa = '', exponent = ''] = size.toExponential(digits - 1).split('e');
  return `${sign}${String(Number(mantissa))}×${powerOfTen(Number(exponent))}`;
}
