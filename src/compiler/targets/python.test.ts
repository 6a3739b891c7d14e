import { expect, test } from 'vitest';
import { parseExpression } from '../expression.ts';
import { NUMPY_DIALECT, PYTHON_COLUMNS, fillList, wrapWords, writeAssignment } from './python.ts';
import { writeLemsVariables } from './lems.ts';

const assign = (name: string, text: string, suffix?: string): string[] =>
  writeAssignment(name, parseExpression(text), NUMPY_DIALECT, '    ', suffix);

test('what fits stands on one line', () => {
  expect(assign('I_Na', 'g * (V - E)')).toEqual(['    I_Na = g * (V - E)']);
});

test('a long sum is broken before its operators, the outermost first', () => {
  const long = 'exp((V + 35.82) / 19.69)';
  expect(assign('tau', `1 / (${long} + ${long} - ${long}) / phi`, ' : second')).toEqual([
    '    tau = (',
    '        1',
    '        / (',
    '            exp((V + 35.82) / 19.69)',
    '            + exp((V + 35.82) / 19.69)',
    '            - exp((V + 35.82) / 19.69)',
    '        )',
    '        / phi',
    '    ) : second',
  ]);
});

test('a long choice has an argument on each line', () => {
  const lines = assign(
    'tau_h',
    'V < -63 ? 1 / (exp((V + 46.05) / 5) + exp(-(V + 238.4) / 37.45)) / phi_A : 19 / phi_A',
  );
  expect(lines[0]).toBe('    tau_h = where(');
  expect(lines.slice(1, -1).every((line) => line.endsWith(',') && line.length <= PYTHON_COLUMNS)).toBe(true);
  expect(lines.at(-1)).toBe('    )');
});

test('lists and words are filled up to the last column', () => {
  const names = Array.from({ length: 40 }, (_, k) => `name_${k}`);
  const lines = fillList('    f(', names, ')');
  expect(lines[0]).toBe('    f(');
  expect(lines.join('').replace(/\s+/g, '')).toBe(`f(${names.join(',')},)`);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(PYTHON_COLUMNS);
  expect(wrapWords('a b', '# ')).toEqual(['# a b']);
  expect(wrapWords(names.join(' '), '# ').length).toBeGreaterThan(3);
});

test('LEMS: limits and choices become variables with conditions, signs become differences', () => {
  const value = parseExpression('V < -63 ? exprelr(V) : 2');
  expect(writeLemsVariables([{ name: 'y', value }])).toEqual([
    { name: 'y_exprelr1_x', cases: [{ value: 'V' }] },
    {
      name: 'y_exprelr1',
      cases: [
        { condition: 'y_exprelr1_x .gt. (0 - 1e-7) .and. y_exprelr1_x .lt. 1e-7', value: '1 - y_exprelr1_x / 2' },
        { value: 'y_exprelr1_x / (exp(y_exprelr1_x) - 1)' },
      ],
    },
    { name: 'y_case2', cases: [{ condition: 'V .lt. (0 - 63)', value: 'y_exprelr1' }, { value: '2' }] },
    { name: 'y', cases: [{ value: 'y_case2' }] },
  ]);
  expect(() => writeLemsVariables([{ name: 'y', value: parseExpression('min(V, 2)') }])).toThrow(
    'LEMS has no function min',
  );
});
