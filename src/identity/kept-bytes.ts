import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { LastUsed } from './last-used';

/** Shorter bodies are kept as they are. */
const short = 64 * 1024;

/** A long body is asked for several times in a row. */
const long = new LastUsed<KeptBytes, Buffer>(1);

/** The bytes of a response until the end of a run. Long ones are compressed: most repeat themselves, and all are kept. */
export class KeptBytes {
  readonly #kept: Buffer;
  readonly #length: number;

  constructor(bytes: Buffer) {
    this.#length = bytes.length;
    this.#kept = this.isShort ? bytes : deflateRawSync(bytes, { level: 1 });
  }

  /** How much memory they take. */
  get size(): number {
    return this.#kept.length;
  }

  get bytes(): Buffer {
    if (this.isShort) return this.#kept;
    // In one piece, or the pieces would be there beside the whole.
    return long.get(this, () => inflateRawSync(this.#kept, { chunkSize: this.#length + 1 }));
  }

  /** Whether what was read from them may be kept as well. */
  get isShort(): boolean {
    return this.#length <= short;
  }
}
