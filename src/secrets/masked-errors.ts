/**
 * Runs work that knows secrets, and masks an exception from it, including its stack and causes: whatever prints it
 * later no longer knows the secrets.
 */
export async function withMaskedErrors<T>(
  mask: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw masked(error, mask);
  }
}

function masked(error: unknown, mask: (text: string) => string): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? mask(error) : error;
  const { stack, cause } = error;
  error.message = mask(error.message);
  if (stack !== undefined) error.stack = mask(stack);
  if (cause !== undefined && cause !== error) error.cause = masked(cause, mask);
  return error;
}
