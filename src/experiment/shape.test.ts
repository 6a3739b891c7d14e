import { expect, test } from 'vitest';
import { finite, flag, kindOf, listOf, numberFrom, objectOf, oneOf, or, text, wholeFrom } from './shape.ts';
import type { Read } from './shape.ts';

/** What is said of a value: 'where: why'. */
function heard(read: Read<unknown>, value: unknown): readonly string[] {
  const said: string[] = [];
  read(value, ({ at, problem }) => said.push(`${at}: ${problem}`));
  return said;
}

const part = kindOf({
  step: objectOf({ amplitude: numberFrom(-1, 1) }, { name: text }),
  list: objectOf({ neurons: listOf(wholeFrom(0, 9), 3) }),
});

test('whoever listens hears where a value is wrong, what came and what would be right', () => {
  const read = objectOf({ parts: listOf(part, 5), isOn: flag });
  const step = { kind: 'step', amplitude: 0 };
  expect(heard(read, { parts: [step], isOn: true })).toEqual([]);
  expect(heard(read, { parts: [step, { kind: 'step', amplitude: 2 }], isOn: true })).toEqual([
    'parts[1].amplitude: is 2: expected a number from -1 to 1',
  ]);
  expect(heard(read, { parts: [{ kind: 'list', neurons: [1, 1.5] }], isOn: true })).toEqual([
    'parts[0].neurons[1]: is 1.5: expected a whole number from 0 to 9',
  ]);
  expect(heard(read, { parts: [{ kind: 'stop' }], isOn: true })).toEqual([
    "parts[0].kind: is 'stop': expected one of 'step', 'list'",
  ]);
  expect(heard(read, { parts: [step] })).toEqual(['isOn: is missing: expected true or false']);
  expect(heard(read, [])).toEqual([': is a list of 0: expected an object']);
});

test('where nobody listens the other value stands in for a wrong one; whoever listens hears of it', () => {
  const share = or(numberFrom(0, 1), 0.3);
  expect(share(2)).toBe(0.3);
  expect(share(undefined, () => {})).toBe(0.3);
  expect(heard(share, 2)).toEqual([': is 2: expected a number from 0 to 1']);
});

test('a sentence stays short, whatever came', () => {
  expect(heard(oneOf('a'), 'x'.repeat(5000))).toEqual([`: is '${'x'.repeat(40)}…': expected 'a'`]);
  expect(heard(finite, Infinity)).toEqual([': is Infinity: expected a number that is finite']);
  expect(heard(text, { toString: () => 'x' })).toEqual([': is an object: expected a text of at most 1000 letters']);
});
