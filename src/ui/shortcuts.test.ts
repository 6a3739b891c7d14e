import { expect, test } from 'vitest';
import { SHORTCUTS, shortcutOf } from './shortcuts.ts';

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };

test('every key of the list does what the list says, and no two have the same', () => {
  for (const shortcut of SHORTCUTS) {
    const { key, withControl = false, withShift = false } = shortcut;
    expect(shortcutOf({ ...PLAIN, key, ctrlKey: withControl, shiftKey: withShift })).toBe(shortcut);
  }
});

test('a key of the browser or the system is left alone', () => {
  expect(shortcutOf({ ...PLAIN, key: 'r', ctrlKey: true })).toBeUndefined();
  expect(shortcutOf({ ...PLAIN, key: 'r', metaKey: true })).toBeUndefined();
  expect(shortcutOf({ ...PLAIN, key: '.', altKey: true })).toBeUndefined();
});

test('a letter counts with caps lock on, and a sign that needs Shift on some keyboards with it', () => {
  expect(shortcutOf({ ...PLAIN, key: 'R' })?.does).toBe('reset');
  expect(shortcutOf({ ...PLAIN, key: '[', shiftKey: true })?.does).toBe('slower');
});

test('a key that is held down steps again and again, and resets once', () => {
  expect(shortcutOf({ ...PLAIN, key: '.', repeat: true })?.does).toBe('one step of dt');
  expect(shortcutOf({ ...PLAIN, key: 'r', repeat: true })).toBeUndefined();
});
