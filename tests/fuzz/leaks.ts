import { passcodes, secrets } from '../secrets/embedded-secrets';
import { coveredNotations } from '../secrets/notations';

const escapedInJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** As JSON in ASCII has it, and as `printable` shows what does something. */
const escapedBeyondAscii = (text: string) =>
  escapedInJson(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const written = secrets.flatMap((secret) => coveredNotations.map(({ write }) => write(secret)));

const needles = [
  ...new Set(
    written
      // As `printable` shows a line end.
      .flatMap((text) => [text, text.replaceAll('\r\n', '\n')])
      .flatMap((text) => [text, escapedInJson(text), escapedBeyondAscii(text)])
      // A body in JSON within report.json.
      .flatMap((text) => [text, escapedInJson(text)]),
  ),
];

/** Needles by how they begin, so that a text is read once for all of them. */
const byBeginning = new Map<number, string[]>();
for (const needle of needles) {
  const key = beginningAt(needle, 0);
  byBeginning.set(key, [...(byBeginning.get(key) ?? []), needle]);
}

/** Digits alone could stand within a longer number. */
const passcode = new RegExp(`(?<![\\w.])(?:${passcodes.join('|')})(?![\\w.])`);

/** The secrets of the configuration that a text gives away, in the notations that must be masked. */
export function leaksIn(text: string): string[] {
  return [...new Set([text, withoutReferences(text)].flatMap(foundIn))];
}

function foundIn(text: string): string[] {
  const found = new Set(passcode.exec(text) ?? []);
  for (let index = 0; index + 4 <= text.length; index += 1)
    for (const needle of byBeginning.get(beginningAt(text, index)) ?? [])
      if (text.startsWith(needle, index)) found.add(needle);
  return [...found];
}

function beginningAt(text: string, index: number): number {
  let key = 0;
  for (let offset = 0; offset < 4; offset += 1) key = (key * 31 + text.charCodeAt(index + offset)) | 0;
  return key;
}

/**
 * What a reader of HTML, XML or Markdown sees, and a script reads, without the marks by which `inert` keeps words from
 * being links.
 */
function withoutReferences(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replaceAll('\u200b', '')
    .replace(/\\u00([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      if (name !== undefined) return named[name] ?? all;
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
}
