/** The exit codes that the command line interface decides; those of a run come from its report. */
export const exitCode = { done: 0, notConformant: 1, usage: 2, unreachable: 3, defect: 5 } as const;

/** An error that the user can fix on the command line; nothing was sent. The message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
