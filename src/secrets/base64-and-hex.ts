import { base64Runs, hexRuns, type Runs, shortLines } from './digit-runs';
import { endOf, type MappedText, startOf } from './folded-text';

/**
 * Decodes the base64 in a text (RFC 4648, 4 and 5, wrapped or not), one character per byte. A run may begin with
 * characters that do not belong to the base64, so it is read from each of its first four.
 */
export function* fromBase64(traced: MappedText, holds: HoldsSecret): Generator<Decoded> {
  for (const runs of [base64Runs(traced.text), shortLines(traced.text)]) {
    if (runs.ends.length === 0) continue;
    for (let skipped = 0; skipped < 4; skipped += 1) yield* decoded(traced, runs, 6, skipped, holds);
  }
}

/** Decodes the hexadecimal in a text, with or without separators, from each of the first two digits of a run. */
export function* fromHex(traced: MappedText, holds: HoldsSecret): Generator<Decoded> {
  const runs = hexRuns(traced.text);
  if (runs.ends.length === 0) return;
  for (let skipped = 0; skipped < 2; skipped += 1) yield* decoded(traced, runs, 4, skipped, holds);
}

/** Whether bytes, read as characters, hold a secret; asked before their positions in the text are worked out. */
export type HoldsSecret = (bytes: Uint8Array) => boolean;

/** The decoded runs of a text, one character per byte; `texts` has only those that look like text. */
interface Decoded {
  /** All runs, if they hold a secret. */
  readonly all: MappedText | undefined;
  readonly texts: MappedText | undefined;
}

/** From this share of visible characters and zero bytes (UTF-16), a run looks like text. */
const sayingSomething = 0.6;

/** The shortest run, in bytes, that may hold a secret in yet another notation. */
const shortestText = 5;

/** The bytes of all runs, each followed by a line break; nothing if there is neither a secret nor text. */
function* decoded(
  traced: MappedText,
  runs: Runs,
  bits: 4 | 6,
  skipped: number,
  holds: HoldsSecret,
): Generator<Decoded> {
  const { bytes, texts } = bytesOf(runs, bits, skipped);
  const isHeld = holds(bytes);
  if (!isHeld && texts.length === 0) return;
  const [starts, stops] = placesOf(traced, runs, bits, skipped, bytes.length);
  const part = (from: number, to: number): MappedText => ({
    text: bytes.toString('latin1', from, to),
    starts: starts.subarray(from, to),
    ends: stops.subarray(from, to),
  });
  yield {
    all: isHeld ? part(0, bytes.length) : undefined,
    texts: joined(texts.map(([from, to]) => part(from, to))),
  };
}

/** The bytes of all runs, and the start and end of each that looks like text. */
function bytesOf({ values, ends }: Runs, bits: 4 | 6, skipped: number) {
  const bytes = Buffer.allocUnsafe(Math.ceil((values.length * bits) / 8) + ends.length);
  const texts: (readonly [start: number, end: number])[] = [];
  let [written, start] = [0, 0];
  for (const end of ends) {
    const from = written;
    let [held, count, visible] = [0, 0, 0];
    for (let at = start + skipped; at < end; at += 1) {
      held = ((held << bits) | (values[at] ?? 0)) & 0xffff;
      count += bits;
      if (count < 8) continue;
      count -= 8;
      const byte = (held >> count) & 0xff;
      if ((byte >= 0x20 && byte < 0x7f) || byte === 0) visible += 1;
      bytes[written] = byte;
      written += 1;
    }
    bytes[written] = 0x0a;
    const length = written - from;
    written += 1;
    if (length >= shortestText && visible >= sayingSomething * length) texts.push([from, written]);
    start = end;
  }
  return { bytes: bytes.subarray(0, written), texts };
}

/** Where in the original text each byte begins and ends; its bits come from two digits. */
function placesOf(
  traced: MappedText,
  { places, ends }: Runs,
  bits: 4 | 6,
  skipped: number,
  length: number,
): readonly [starts: Uint32Array, ends: Uint32Array] {
  const [starts, stops] = [new Uint32Array(length), new Uint32Array(length)];
  let [written, start] = [0, 0];
  for (const end of ends) {
    let count = 0;
    for (let at = start + skipped; at < end; at += 1) {
      count += bits;
      if (count < 8) continue;
      count -= 8;
      starts[written] = startOf(traced, places[at - 1] ?? 0);
      stops[written] = endOf(traced, places[at] ?? 0);
      written += 1;
    }
    const last = places[end - 1] ?? 0;
    starts[written] = startOf(traced, last);
    stops[written] = endOf(traced, last);
    written += 1;
    start = end;
  }
  return [starts, stops];
}

function joined(parts: readonly MappedText[]): MappedText | undefined {
  const [only, ...others] = parts;
  if (only === undefined || others.length === 0) return only;
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
  let written = 0;
  for (const part of parts) {
    if (part.starts) starts.set(part.starts, written);
    if (part.ends) ends.set(part.ends, written);
    written += part.text.length;
  }
  return { text: parts.map(({ text }) => text).join(''), starts, ends };
}
