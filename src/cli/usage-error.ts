/** What the user can fix on the command line; nothing was sent. The message is one whole sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
