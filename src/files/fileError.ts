/** A file that cannot be used. The message is one sentence for the user: what was expected and what came. */
export class FileError extends Error {
  override readonly name = 'FileError';
}
