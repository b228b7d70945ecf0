/** A configuration that cannot be used: one sentence a problem, none of which repeats a value of it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Collects the problems of independent parts, so that one message names them all. */
export class Problems {
  readonly #found: string[] = [];

  add(...problems: readonly string[]): void {
    this.#found.push(...problems);
  }

  /** What `read` returns, or nothing where it found a problem, which is kept. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      this.add(...error.problems);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new ConfigurationError([...new Set(this.#found)]);
  }
}
