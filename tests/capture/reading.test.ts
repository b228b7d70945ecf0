import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readHar } from '../../src/capture/read-har';
import { accessOf, entry, loginOf, type EntryParts } from './entries';
import { archiveOf, directory, harOf } from './read-entries';

const usual = (parts: EntryParts = {}, token = 'tok-1') =>
  entry(loginOf('alice', 'Quiet-Harbour-42'), 200, accessOf('alice', token), parts);

const read = (...entries: readonly unknown[]) => archiveOf(entries);

/** The one exchange of an archive that holds it alone. */
function only(parts: EntryParts) {
  const { exchanges, aside } = read(usual(parts));
  expect(aside).toEqual([]);
  const [exchange] = exchanges;
  if (!exchange) throw new Error('nothing was read');
  return exchange;
}

/** Why an entry is not judged that stands beside one that is. */
const whyNot = (parts: EntryParts) => read(usual(), usual(parts)).aside[0]?.why;

test.each<[string, () => unknown, string]>([
  [
    'that is missing',
    () => readHar('missing.har', directory),
    'missing.har cannot be read: there is no such file; name a HAR file.',
  ],
  [
    'that is a directory',
    () => {
      mkdirSync(join(directory, 'folder'), { recursive: true });
      return readHar('folder', directory);
    },
    'folder cannot be read: it is a directory; name a HAR file.',
  ],
  [
    'that is not JSON',
    () => archiveOf('{'),
    'a.har is not JSON; name a HAR file, as browsers and proxies save it.',
  ],
  [
    'without entries',
    () => archiveOf('{"log":{"entries":{}}}'),
    'a.har is not an HTTP Archive (HAR 1.2): the list log.entries is missing; record the traffic again.',
  ],
  [
    'of no entry',
    () => read(),
    'a.har holds no request to /v2.0/tokens with a response that can be judged; record a login again, including the bodies of requests and responses.',
  ],
  [
    'of other traffic',
    () => read(usual({ response: { status: 0 } }), {}, usual({ request: { url: 'https://id.example/' } })),
    'can be judged (1 of 3: its response was not recorded; 2 of 3: it is not a request to /v2.0/tokens); record',
  ],
])('a file %s is refused with what to do', (_what, reading, message) => {
  expect(reading).toThrow(message);
});

test('a byte order mark before an archive does no harm', () => {
  expect(archiveOf(`\uFEFF${harOf([usual()])}`).exchanges).toHaveLength(1);
});

test.each([
  ['https://id.example/v2.0/tokens', 'https://id.example', '/v2.0/tokens'],
  ['http://id.example:8080/v2.0/tokens', 'http://id.example:8080', '/v2.0/tokens'],
  ['https://id.example/identity/v2.0/tokens', 'https://id.example/identity', '/v2.0/tokens'],
  ['https://id.example/v2.0/tokens.xml', 'https://id.example', '/v2.0/tokens.xml'],
  [
    'https://id.example/v2.0/tokens?apply_rcn_roles=true#top',
    'https://id.example',
    '/v2.0/tokens?apply_rcn_roles=true',
  ],
  ['https://id.example/v2.0/tokens/v2.0/tokens', 'https://id.example/v2.0/tokens', '/v2.0/tokens'],
])('%s is a request to the operation', (url, baseUrl, path) => {
  expect(only({ request: { url } })).toMatchObject({ entry: 1, baseUrl, path });
});

test.each([
  'https://id.example/v2.0/tokens/abc',
  'https://id.example/v2.0/tokens/',
  'https://id.example/v2.0/tokens.x.y',
  'https://id.example/v2.0/tokensx',
  'https://id.example/v2.0/tenants',
  'ftp://id.example/v2.0/tokens',
  'xhttp://id.example/v2.0/tokens',
  '/v2.0/tokens',
  null,
])('%s is other traffic', (url) => {
  expect(whyNot({ request: { url, headers: undefined } })).toBe('it is not a request to /v2.0/tokens');
});

const length = (value: string) => [{ name: 'content-length', value }];
const withoutHeaders = (content: object) => ({ status: 200, headers: [], content });
const ofNoLength = { response: { headers: length('0'), content: {}, status: 200 } };

test.each<[string, EntryParts, string]>([
  [
    'a preflight request',
    { request: { method: 'options' } },
    'it is a preflight request (OPTIONS) of a browser',
  ],
  ['no response', { response: { status: 0 } }, 'its response was not recorded'],
  [
    'no body, and a size',
    { request: { headers: [], postData: null, bodySize: 1 } },
    'the body of its request was not recorded',
  ],
  [
    'no body, and a length',
    { request: { headers: length('1'), postData: {} } },
    'the body of its request was not recorded',
  ],
  [
    'no body, and chunks',
    { request: { headers: [{ name: 'Transfer-Encoding', value: 'chunked' }], postData: {} } },
    'the body of its request was not recorded',
  ],
  [
    'no body, and a media type',
    { request: { method: 'post', postData: undefined } },
    'the body of its request was not recorded',
  ],
  ['a status that is a string', { response: { status: '200' } }, 'it breaks HAR 1.2: at response.status, '],
  [
    'a body that was removed',
    { request: { postData: { text: '***' } } },
    'the body of its request was removed',
  ],
])('a request with %s is not judged', (_what, parts, why) => {
  expect(whyNot(parts)).toContain(why);
});

test.each<[string, EntryParts]>([
  ['says so by its size', { request: { postData: undefined, bodySize: 0 } }],
  ['says so by its length', { request: { postData: undefined, headers: length('0') } }],
  ['has an empty text', { request: { postData: { text: '' } } }],
  ['has no media type', { request: { postData: undefined, headers: [] } }],
  ['is not by POST', { request: { postData: undefined, method: 'GET' } }],
])('a request without a body that %s is judged', (_what, parts) => {
  expect(only(parts).body).toHaveLength(0);
});

test.each<[string, EntryParts, string | undefined]>([
  ['text', {}, undefined],
  ['no text', { content: { text: null } }, 'was not recorded'],
  ['an empty text and a size', { response: withoutHeaders({ text: '', size: 1 }) }, 'was not recorded'],
  ['an empty text and no size', { response: withoutHeaders({ text: '', size: null }) }, undefined],
  ['no text and a size of 0', { response: withoutHeaders({ text: null, size: 0 }) }, 'was not recorded'],
  ['an empty text and a length', { content: { text: '', size: 0 } }, 'was not recorded'],
  ['no text to a HEAD request', { request: { method: 'HEAD' }, content: { text: null } }, undefined],
  ...[199, 204, 304].map((status): [string, EntryParts, string | undefined] => [
    `no text and the status ${status}`,
    { content: { text: null }, response: { status } },
    undefined,
  ]),
  ['no text and the status 200', { content: { text: null }, response: { status: 200 } }, 'was not recorded'],
  ['no text and a length of 0', ofNoLength, undefined],
  [
    'an encoding of another kind',
    { content: { text: 'a', encoding: 'x' } },
    'is written in an encoding other than base64',
  ],
  ['a part of its text', { content: { text: '{"access"' } }, 'was recorded only in part'],
])('the body of a response with %s is known, or said not to be', (_what, parts, problem) => {
  const { unknownBody, answer } = only(parts);
  expect([unknownBody, answer.unreadable]).toEqual([problem, problem && `it ${problem}`]);
  if (problem) expect(answer.body).toHaveLength(0);
});

test('what else an entry says is read', () => {
  const headers = [
    { name: ':authority', value: 'id.example' },
    { name: 'X-Two', value: 'a' },
    { name: 'x-two', value: 'b' },
  ];
  const own = { startedDateTime: '2026-03-01T12:00:00.000Z', time: 1500.6 };
  const {
    method,
    headers: names,
    answer,
  } = only({
    request: { method: 'post', headers },
    response: { headers: [...headers, { name: 'content-encoding', value: 'identity' }] },
    entry: own,
  });
  expect([method, names]).toEqual(['POST', { 'x-two': 'a, b' }]);
  expect(answer).toMatchObject({
    status: 200,
    durationMs: 1501,
    receivedAt: Date.UTC(2026, 2, 1, 12, 0, 1, 501),
  });
  expect(answer.rawHeaders.map(([name]) => name)).toEqual(['X-Two', 'x-two', 'content-encoding']);
  expect(only({ entry: { time: -1 } }).answer.durationMs).toBe(0);
});

test('the encoding of a request may stand in either of two members', () => {
  const text = Buffer.from('{}').toString('base64');
  for (const postData of [
    { text, encoding: 'base64' },
    { text, _encoding: 'base64' },
  ])
    expect(only({ request: { postData } }).body.toString()).toBe('{}');
});

test('what was sent first is judged first, unless one has no time', () => {
  const at = (startedDateTime: string | null, time = 0) =>
    usual({ entry: { startedDateTime, time } }, `${time}`);
  const late = at('2026-03-01T12:00:02Z');
  // It is received last of all.
  const early = at('2026-03-01T12:00:01Z', 60_000);
  const order = (...entries: readonly object[]) =>
    read(...entries).exchanges.map(({ entry: place }) => place);
  expect(order(late, early)).toEqual([2, 1]);
  expect(order(late, early, at(null))).toEqual([1, 2, 3]);
});

test('what is not judged is listed by reason, with its place, and the same entry counts once', () => {
  const twice = usual();
  const odd = usual({ request: { url: 'https://id.example/' } });
  expect(read(odd, twice, twice, odd, twice)).toMatchObject({
    entries: 5,
    exchanges: [{ entry: 2 }],
    aside: [
      { why: 'it is not a request to /v2.0/tokens', entries: [1, 4] },
      { why: 'it is the same as an earlier entry', entries: [3, 5] },
    ],
  });
});
