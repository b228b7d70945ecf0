/**
 * Runs work that knows secrets; an exception that leaves it, the stack and the causes of it included, is masked.
 * Whatever prints it later knows no secret any more.
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
