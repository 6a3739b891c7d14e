import { expect, test } from 'vitest';
import { parsePythonLiteral } from './pythonLiteral.ts';

test('a header is a dict whatever its spacing, order, quotes and commas', () => {
  const header = new Map<string, unknown>([
    ['shape', [3, 4]],
    ['descr', '<f8'],
    ['fortran_order', false],
  ]);
  expect(parsePythonLiteral(`{"shape":(3,4),'descr':"<f8",'fortran_order':False}`)).toEqual(header);
  expect(parsePythonLiteral(`{ 'shape' : ( 3L , 4L, ) ,\n u'descr': b'<f8', 'fortran_order': False, }  \n`)).toEqual(
    header,
  );
});

test('a bracketed value is a tuple only with a comma, as in Python', () => {
  expect(parsePythonLiteral('(3)')).toBe(3);
  expect(parsePythonLiteral('(3,)')).toEqual([3]);
  expect(parsePythonLiteral('()')).toEqual([]);
  expect(parsePythonLiteral('[3]')).toEqual([3]);
  expect(parsePythonLiteral("[('a', '<f8', (2,)), ('b', '|O')]")).toEqual([
    ['a', '<f8', [2]],
    ['b', '|O'],
  ]);
});

test('True, False, None, negative numbers and escaped quotes keep their meaning', () => {
  expect(parsePythonLiteral(String.raw`[True, False, None, -12, 'it\'s']`)).toEqual([true, false, null, -12, "it's"]);
});

test.each([
  ['{', 'expected a value at character 1, found the end'],
  ["{'a' 1}", "expected ':' at character 5, found '1}'"],
  ["{'a': 1 'b': 2}", "expected ',' or '}' at character 8, found ''b': 2}'"],
  ['{1: 2}', 'expected a string as key'],
  ['(1 2)', "expected ',' or ')' at character 3, found '2)'"],
  ['(,)', 'expected a value at character 1'],
  ["'open", "expected a closing '"],
  ['1.5', "expected a value at character 0, found '1.5'"],
  ['Truely', 'expected a value at character 0'],
  ['__import__("os")', 'expected a value at character 0'],
  ['{} {}', "expected nothing more at character 3, found '{}'"],
  ['('.repeat(100_000), 'expected at most 32 nested brackets'],
])('%j is refused with the place', (text, message) => {
  expect(() => parsePythonLiteral(text)).toThrow(SyntaxError);
  expect(() => parsePythonLiteral(text)).toThrow(message);
});
