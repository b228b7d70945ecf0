import { inspect } from 'node:util';

/**
 * A password, API key, passcode, session id or token id. It prints, serialises and inspects as its mask;
 * only `reveal()` gives the value, and only the exchange layer and the comparison of responses call it.
 */
export class Secret {
  readonly #value: string;

  /** @param label what the mask says, for example `accounts.user.password` */
  constructor(
    value: string,
    readonly label: string,
  ) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  get mask(): string {
    return `[masked ${this.label}]`;
  }

  toString(): string {
    return this.mask;
  }

  toJSON(): string {
    return this.mask;
  }

  [inspect.custom](): string {
    return this.mask;
  }
}
