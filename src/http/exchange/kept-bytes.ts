import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Keeps the values of the most recently used owners; the others can be computed again. */
class LruCache<Owner extends object, Value> {
  readonly #values = new Map<Owner, Value>();

  /** @param most how many values are kept */
  constructor(readonly most: number) {}

  get(owner: Owner, work: () => Value): Value {
    const value = this.#values.get(owner) ?? work();
    this.#values.delete(owner);
    this.#values.set(owner, value);
    for (const other of this.#values.keys()) if (this.#values.size > this.most) this.#values.delete(other);
    return value;
  }
}

/** Shorter bodies are kept as they are. */
const short = 64 * 1024;

/** A long body is asked for several times in a row. */
const long = new LruCache<KeptBytes, Buffer>(1);

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
    // In one chunk, or both the chunks and the whole would be in memory.
    return long.get(this, () => inflateRawSync(this.#kept, { chunkSize: this.#length + 1 }));
  }

  /** Whether what was read from them may be kept as well. */
  get isShort(): boolean {
    return this.#length <= short;
  }
}

/** A document and what was read from it are used in turns; keeping more large ones would take too much memory. */
const large = new LruCache<object, object>(2);

/** A value that is computed on first use and kept: a large one only until others are used. */
export class Cached<T extends object> {
  #value: T | undefined;

  get(isSmall: boolean, work: () => T): T {
    if (!isSmall) return large.get(this, work) as T;
    return (this.#value ??= work());
  }
}

/** A response as it came; headers in order, letter case and duplicates kept. */
export interface RawResponse {
  readonly status: number;
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly durationMs: number;
  /** When it came, in milliseconds since 1970; by default, when it is read. */
  readonly receivedAt?: number;
  /** The body was held back for 100 Continue, and sent without it when the server did not respond. */
  readonly bodyUnasked?: boolean;
  /** Why the bytes are not the body, a clause: `its Content-Encoding is gzip, but it is not compressed that way`. */
  readonly unreadable?: string;
}

/** A response as it is kept until the end of a run. */
export interface KeptResponse extends Omit<RawResponse, 'body'> {
  readonly body: KeptBytes;
}
