import { expect, test } from 'vitest';
import { Mailbox } from './mailbox.ts';

test('messages are taken in order, whether they come before or after the reader', async () => {
  const mailbox = new Mailbox<number>();
  void mailbox.put(1);
  void mailbox.put(2);
  expect(await mailbox.take()).toBe(1);
  expect(await mailbox.take()).toBe(2);
  const third = mailbox.take();
  void mailbox.put(3);
  expect(await third).toBe(3);
});

test('the sender learns that its message was taken, and not before', async () => {
  const mailbox = new Mailbox<number>();
  let isTaken = false;
  const put = mailbox.put(1).then(() => (isTaken = true));
  await new Promise(setImmediate);
  expect(isTaken).toBe(false);
  await mailbox.take();
  await put;
  expect(isTaken).toBe(true);
});

test('a failure comes after the messages before it, wakes a waiting reader, and the first one counts', async () => {
  const mailbox = new Mailbox<number>();
  void mailbox.put(1);
  mailbox.fail(new Error('first'));
  mailbox.fail(new Error('second'));
  expect(await mailbox.take()).toBe(1);
  await expect(mailbox.take()).rejects.toThrow('first');

  const other = new Mailbox<number>();
  const waiting = other.take();
  other.fail(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});
