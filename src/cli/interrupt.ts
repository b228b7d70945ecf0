const signals = ['SIGINT', 'SIGTERM'] as const;

/** 128 and the number of SIGINT, as shells report it. */
const interruptedCode = 130;

/**
 * Aborts a signal when the user interrupts a command. A second interrupt ends the process at once, without waiting for
 * the reports.
 *
 * @param stop has the effect of an interrupt
 */
export function interruptible(stop?: AbortSignal): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, interrupt);
  // A file that outgrows its limit would end the process without a word; writing it fails instead (setrlimit(2)).
  process.on('SIGXFSZ', nothing);
  stop?.addEventListener('abort', () => controller.abort(), { once: true });
  if (stop?.aborted) controller.abort();
  const release = () => {
    for (const signal of signals) process.off(signal, interrupt);
    process.off('SIGXFSZ', nothing);
  };
  return { signal: controller.signal, release };
}

function nothing(): void {}
