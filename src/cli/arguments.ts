import { CommanderError, type Command } from 'commander';

/** The command line cannot be followed; the message is one sentence for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads a command line into `command`.
 * @param args What follows the program's name.
 * @returns The text that `--help` asked for; undefined where it did not.
 * @throws UsageError
 */
export function readArguments(command: Command, args: readonly string[]): string | undefined {
  let help = '';
  command.exitOverride().configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return help;
    throw new UsageError(toSentence(error.message));
  }
  return undefined;
}

/** Commander says 'error: it is so. Expected that.' and goes on in further lines. */
function toSentence(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\. ([A-Z])/g, (_, capital: string) => `: ${capital.toLowerCase()}`)
    .replace(/\.$/, '');
}

/** @throws UsageError unless the option is a positive number. */
export function positive(flag: string, text: string | undefined, unit: string): number {
  const value = toNumber(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${flag} is ${text ?? 'missing'}: expected a positive number of ${unit}`);
}

/** @throws UsageError unless the option is a whole number, at least `least`. */
export function whole(flag: string, text: string | undefined, least: number): number {
  const value = toNumber(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} is ${text ?? 'missing'}: expected a whole number from ${least} on`);
}

/** NaN where there is no number, also for an empty text. */
export function toNumber(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? NaN : Number(text);
}
