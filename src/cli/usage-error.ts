/** What the user can mend on the command line; nothing was sent. The message is one whole sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
