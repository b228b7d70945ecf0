/** Unusual ways to send a request; all others are sent with supertest. */
export const wires = [
  'http-1.0',
  'lower-case-names',
  'chunked',
  'two-segments',
  'expect-continue',
  'without-length',
  'length-too-small',
] as const;

export type Wire = (typeof wires)[number];

/** The Content-Length of a longer body: a fixed one, since it would otherwise reveal the length of a password. */
export const tooSmallLength = 32;

/** Each in a few words, as shown after the first line of a request. */
export const wireLabel: Readonly<Record<Wire, string>> = {
  'http-1.0': 'HTTP/1.0',
  'lower-case-names': 'header names in lower case',
  chunked: 'the body in two chunks',
  'two-segments': 'the body in two segments',
  'expect-continue': 'the body held back until the server sends 100',
  'without-length': 'neither Content-Length nor Transfer-Encoding',
  'length-too-small': 'a Content-Length smaller than the body',
};

const ownFields: Readonly<Record<Wire, Readonly<Record<string, string>>>> = {
  'http-1.0': {},
  'lower-case-names': {},
  chunked: { 'Transfer-Encoding': 'chunked' },
  'two-segments': {},
  'expect-continue': { Expect: '100-continue' },
  'without-length': {},
  'length-too-small': { 'Content-Length': String(tooSmallLength) },
};

/**
 * The header fields of a request on a wire: with those that the wire needs, and `Connection: close`, since a connection
 * must not be reused after a length that may have been misread.
 *
 * @param written makes the value of a field
 */
export function fieldsOn<Value>(
  wire: Wire,
  fields: Readonly<Record<string, Value>>,
  written: (value: string) => Value,
): Record<string, Value> {
  const added = Object.entries({ ...ownFields[wire], Connection: 'close' });
  const all = [
    ...Object.entries(fields),
    ...added.map(([name, value]): [string, Value] => [name, written(value)]),
  ];
  return Object.fromEntries(
    all.map(([name, value]) => [wire === 'lower-case-names' ? name.toLowerCase() : name, value]),
  );
}

/** Where a body is split that is sent in two parts. */
export function partedAt(length: number): number {
  return Math.floor(length / 2);
}

/** Headers by their names in lower case, repeated ones joined (RFC 9110, 5.3); `__proto__` is a name like any other. */
export function headersOf(list: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of list) {
    const before = values.get(name.toLowerCase());
    if (before) before.push(value);
    else values.set(name.toLowerCase(), [value]);
  }
  return Object.fromEntries([...values].map(([name, each]) => [name, each.join(', ')]));
}

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it goes over the wire, if supertest cannot send it. */
  readonly wire?: Wire;
}
