import fc from 'fast-check';
import { anywhere, edit, itemAt, sizeUpTo, type Edit } from './edit';
import { jsonText, jsonTree, placesIn, raw, rawOf, type JsonTree, type Place } from './json-tree';
import type { Message } from './message';
import { oddName, oddText } from './odd-texts';

/** Text of numbers, of which some are none. */
const numbers = [
  ...['0', '-0', '1', '-1', '1e999', '-1e999', '1e-999', '0.1e400', '9007199254740993', '1E+2', '1.0', '2e2'],
  ...[
    '01',
    '+1',
    '.5',
    '5.',
    '0x1f',
    '1_000',
    'NaN',
    'Infinity',
    `1${'0'.repeat(5000)}`,
    '1e',
    '-',
    '4294967296',
  ],
];

const many = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join();

/** Values in lists and objects of thousands, and nested thousands deep. */
const large = fc
  .tuple(sizeUpTo(20_000), fc.constantFrom('{}', '""', '0', '[[]]', '{"id":"a","name":"b"}', '"token"'))
  .chain(([count, item]) =>
    fc.constantFrom(
      () => `[${many(count, () => item)}]`,
      () => `{${many(count, (n) => `"name${n}":${item}`)}}`,
      () => `{${many(count, () => `"name":${item}`)}}`,
      () => '['.repeat(count) + item + ']'.repeat(count),
      () => '{"access":'.repeat(count) + item + '}'.repeat(count),
      () => '['.repeat(count),
    ),
  )
  .map((write) => write());

/** Raw text where a value belongs. */
const oddValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: oddText.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: fc.constantFrom('null', 'true', 'false', '{}', '[]', '[null]', '{"":null}', '') },
  { weight: 3, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: large },
  { weight: 1, arbitrary: oddText.map((text) => `"${text}"`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"\\x41"', '"\\ud800"', '"\\u00"', "'a'", '/* a */', 'undefined', '"'),
  },
);

/** An edit at any value of a JSON body; of another body it changes nothing. */
function at<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  change: (place: Place, parameter: T) => void,
): fc.Arbitrary<Edit> {
  return edit(`json-${name}`, fc.tuple(anywhere, drawn), (message, [place, parameter]) =>
    inJson(message, (tree) => {
      const found = itemAt(placesIn(tree), place);
      if (found) change(found, parameter);
    }),
  );
}

function inJson(message: Message, change: (tree: JsonTree) => void): Message {
  const tree = treeOf(message.body);
  if (!tree) return message;
  change(tree);
  return { ...message, body: Buffer.from(jsonText(tree)) };
}

function treeOf(body: Buffer): JsonTree | undefined {
  try {
    return jsonTree(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** Of another type, what the value says being kept where it can be. */
const retyped: readonly ((text: string) => string)[] = [
  (text) => `[${text}]`,
  (text) => `{"value":${text}}`,
  (text) => JSON.stringify(text),
  (text) => text.replace(/^"(.*)"$/s, '$1'),
  (text) => String(text.length),
];

export const jsonEdits: fc.Arbitrary<Edit> = fc.oneof(
  at('removed', fc.constant(undefined), ({ parent, index }) => void parent.parts.splice(index, 1)),
  at('renamed', oddName, ({ parent, index }, name) => {
    const part = parent.parts[index];
    if (part && 'name' in part) part.name = name;
  }),
  at('doubled', fc.option(oddValue), ({ parent, index }, value) => {
    const part = parent.parts[index];
    if (part)
      parent.parts.splice(index, 0, { ...part, value: value === null ? part.value : raw(value) } as never);
  }),
  at('retyped', fc.constantFrom(...retyped), ({ parent, index }, retype) => {
    const part = parent.parts[index];
    if (part) part.value = raw(retype(jsonText(part.value)));
  }),
  at('added', fc.tuple(oddName, oddValue), ({ parent }, [name, value]) => {
    parent.parts.push({ name, value: raw(value) });
  }),
  at('replaced', oddValue, ({ parent, index }, value) => {
    const part = parent.parts[index];
    if (part) part.value = raw(value);
  }),
  at('text-extended', fc.tuple(oddText, fc.boolean()), ({ parent, index }, [text, before]) => {
    const part = parent.parts[index];
    if (part?.value.kind !== 'raw' || !part.value.text.startsWith('"')) return;
    const own = JSON.parse(part.value.text) as string;
    part.value = rawOf(before ? `${text} ${own}` : `${own} ${text}`);
  }),
  edit('json-outermost', oddValue, (message, value) => {
    const isJson = treeOf(message.body) !== undefined;
    return isJson ? { ...message, body: Buffer.from(value) } : message;
  }),
);
