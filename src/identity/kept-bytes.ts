import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Shorter bodies are kept as they are. */
const short = 64 * 1024;

/** The bytes of an answer until the end of a run. Long ones are compressed: most repeat themselves, and all are kept. */
export class KeptBytes {
  readonly #kept: Buffer;
  readonly #isShort: boolean;
  #recent: WeakRef<Buffer> | undefined;

  constructor(bytes: Buffer) {
    this.#isShort = bytes.length <= short;
    this.#kept = this.#isShort ? bytes : deflateRawSync(bytes, { level: 1 });
  }

  /** How much memory they take. */
  get size(): number {
    return this.#kept.length;
  }

  get bytes(): Buffer {
    if (this.#isShort) return this.#kept;
    const recent = this.#recent?.deref();
    if (recent) return recent;
    const bytes = inflateRawSync(this.#kept);
    this.#recent = new WeakRef(bytes);
    return bytes;
  }

  /** Whether what was read from them may be kept as well. */
  get isShort(): boolean {
    return this.#isShort;
  }
}
