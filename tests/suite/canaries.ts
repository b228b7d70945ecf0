import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What every notation of a text must escape, or cannot say. */
const awkward = `"&<'é\\+ %41`;

/** A secret that is found again wherever it, or a half of it, comes to light. */
export interface Canary {
  readonly value: string;
  /** Characters that no escape changes, unless it changes every character. */
  readonly halves: readonly [string, string];
}

/** @param joint what stands between the halves; something awkward unless told */
export function canary(joint = awkward): Canary {
  const half = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const halves = [half(), half()] as const;
  return { value: halves.join(joint), halves };
}

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const eachUnit = (text: string, notation: (code: number) => string) =>
  [...text].map((character) => notation(character.charCodeAt(0))).join('');
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** The forms in which a server may repeat a secret; each is visible ASCII without a line break, unless it says so. */
export const forms: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 in a longer text': (value) => Buffer.from(`alice:${value}!`).toString('base64'),
  base64url: (value) => Buffer.from(`p=${value}`).toString('base64url'),
  hex: (value) => Buffer.from(value).toString('hex'),
  'hex in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'URL-encoded': encodeURIComponent,
  'URL-encoded throughout': (value) => [...Buffer.from(value)].map((byte) => `%${hex(byte, 2)}`).join(''),
  'JSON-escaped': json,
  'JSON-escaped throughout': (value) => eachUnit(value, (code) => `\\u${hex(code, 4)}`),
  'JSON in JSON': (value) => json(json(value)),
  'XML-escaped': (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'XML-escaped throughout': (value) => eachUnit(value, (code) => `&#x${hex(code, 2)};`),
};

/** Base64 that is wrapped, as MIME and PEM do it: a line break falls into the secret. */
export function wrappedBase64(value: string): string {
  const text = Buffer.from(`${'-'.repeat(36)}${value}`).toString('base64');
  return (text.match(/.{1,60}/g) ?? []).join('\n');
}

/** The halves of canaries that a text shows in any form, also across white space. */
export function leaksIn(text: string, canaries: readonly Canary[]): string[] {
  const readings = [text, text.replaceAll('&amp;', '&').replaceAll('\\\\', '\\')].flatMap((each) => [
    each,
    each.replace(/\\[nrt]/g, ''),
  ]);
  const squeezed = readings.map((each) => each.replace(/\s+/g, ''));
  const small = squeezed.map((each) => each.toLowerCase());
  return canaries
    .flatMap(({ halves }) => halves)
    .filter(
      (half) =>
        [half, ...base64Of(half)].some((form) => squeezed.some((each) => each.includes(form))) ||
        [
          Buffer.from(half).toString('hex'),
          ...['URL-encoded throughout', 'JSON-escaped throughout', 'XML-escaped throughout'].map(
            (name) => forms[name]?.(half) ?? half,
          ),
        ].some((form) => small.some((each) => each.includes(form.toLowerCase()))),
    );
}

/** Of base64 the characters that depend on the half alone, wherever in a longer text it stands. */
function base64Of(half: string): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.from('\0'.repeat(offset) + half).toString('base64');
    const bits = (offset + half.length) * 8;
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
  });
}
