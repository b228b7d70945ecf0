import { kindsIn, unwrapped, withoutEscapes } from './escapes-undone';
import { escapes } from './reference';
import type { TracedText } from './traced-text';

/** How deep escapes in escapes are undone; each level is shorter than the one before. */
const deepest = 8;

/** A shorter form of a secret would be found in ordinary text. */
const shortest = { undone: 6, withHoles: 6, hex: 8, base64: 6 };

/** A text that gives a secret away. */
export interface SecretForm {
  readonly text: string;
  /** Characters before and after it that hold a few bits of the secret too. */
  readonly before: number;
  readonly after: number;
}

/** A text, what it says with its escapes undone, and each of these readings without the line breaks of wrapped base64. */
export function* levelsOf(text: string): Generator<TracedText> {
  for (const level of escapeLevelsOf(text)) {
    yield level;
    const whole = unwrapped(level);
    if (whole) yield whole;
  }
}

/**
 * A text, and what it says when its escapes are undone level by level; also when those of one kind alone are, for
 * where a neighbour of an escaped secret looks like a part of an escape of another kind.
 */
function* escapeLevelsOf(text: string): Generator<TracedText> {
  yield { text };
  let level = withoutEscapes({ text });
  if (!level) return;
  for (let depth = 1; level && depth < deepest; depth += 1) {
    yield level;
    level = withoutEscapes(level);
  }
  const kinds = kindsIn(text);
  if (kinds.length < 2) return;
  for (const kind of kinds) {
    const one = withoutEscapes({ text }, kind);
    if (one) yield one;
  }
}

/**
 * The texts to look for in each level of a text: the secret itself, what becomes of it where escapes are undone
 * that are its own characters, what is left of it where a server has no character for one of its own, and its
 * bytes in base64 and hex, in the middle of a longer text too, escaped or not.
 */
export function formsOf(value: string): SecretForm[] {
  const texts = new Set([
    ...[value, escapes.json(value), escapes.xml(value), escapes.url(value)],
    ...[value.normalize('NFC'), value.normalize('NFD'), ...withHoles(value)],
  ]);
  for (const { text } of levelsOf(value)) if (text.length >= shortest.undone) texts.add(text);
  const forms = [...texts].map(exactly);
  const written = new Set(Object.values(escapes).map((escape) => escape(value)));
  return [...forms, ...[...written].flatMap((text) => encoded(Buffer.from(text, 'utf8')))];
}

/** The secret without the characters that ASCII does not have: `?` or U+FFFD for each, or for each of its bytes. */
function withHoles(value: string): string[] {
  if (value.replace(/[^\x20-\x7e]/g, '').length < shortest.withHoles) return [];
  return ['?', '\ufffd'].flatMap((hole) => [
    value.replace(/[^\x00-\x7f]/gu, hole),
    value.replace(/[^\x00-\x7f]/gu, (character) => hole.repeat(Buffer.byteLength(character))),
  ]);
}

function encoded(bytes: Buffer): SecretForm[] {
  const hex = bytes.toString('hex');
  const whole = bytes.toString('base64').replace(/=+$/, '');
  return [
    ...(hex.length < shortest.hex ? [] : [hex, hex.toUpperCase()]).map(exactly),
    ...(whole.length < shortest.base64 ? [] : alphabets(exactly(whole))),
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

/** Base64 of the bytes behind `offset` others: only what these and those that follow have no part in. */
function base64At(bytes: Buffer, offset: number): SecretForm[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const bits = (offset + bytes.length) * 8;
  const inner = text.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
  if (inner.length < shortest.base64) return [];
  return alphabets({ text: inner, before: offset > 0 ? 1 : 0, after: bits % 6 > 0 ? 1 : 0 });
}

/** A form in base64, and in base64url where that is another (RFC 4648, 5). */
function alphabets(form: SecretForm): SecretForm[] {
  const text = form.text.replaceAll('+', '-').replaceAll('/', '_');
  return text === form.text ? [form] : [form, { ...form, text }];
}

function exactly(text: string): SecretForm {
  return { text, before: 0, after: 0 };
}
