import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { judged, statusOf } from './checked';
import { accessOf, entry, faultOf, loginOf, type EntryParts } from './entries';

const password = 'Quiet-Harbour-42';
const token = 'tok-5b0c9f0e3d57-0001';
const sent = loginOf('alice', password);
const granted = accessOf('alice', token);
const length = (name: string, value: number) => ({ headers: [{ name, value: String(value) }] });
const packed = (value: object, pack: (text: string) => Buffer = (text) => Buffer.from(text)) =>
  pack(JSON.stringify(value)).toString('base64');

const readable: readonly (readonly [what: string, parts: EntryParts])[] = [
  ['a request in base64', { request: { postData: { text: packed(sent), encoding: 'base64' } } }],
  [
    'a request in base64, said in another member',
    { request: { postData: { text: packed(sent), _encoding: 'BASE64' } } },
  ],
  ['a response in Base64', { content: { text: packed(granted), encoding: 'Base64' } }],
  [
    'a response in base64 in lines',
    { content: { text: packed(granted).replace(/.{60}/g, '$&\r\n'), encoding: 'base64' } },
  ],
  [
    'a response in base64 that is still compressed',
    { content: { text: packed(granted, gzipSync), encoding: 'base64' } },
  ],
  [
    'a request that is compressed',
    { request: { postData: { text: packed(sent, gzipSync), encoding: 'base64' } } },
  ],
  [
    'a request whose compressed bytes are kept as characters',
    { request: { postData: { text: gzipSync(JSON.stringify(sent)).toString('latin1') } } },
  ],
  [
    'a response whose compressed bytes are kept as characters',
    { content: { text: deflateSync(JSON.stringify(granted)).toString('latin1'), size: 0 } },
  ],
  [
    'a response that is compressed twice',
    {
      response: {
        headers: [
          { name: 'Content-Type', value: 'application/json' },
          { name: 'Content-Encoding', value: 'gzip, gzip' },
          { name: 'Vary', value: 'Accept' },
        ],
        content: { text: gzipSync(gzipSync(JSON.stringify(granted))).toString('base64'), encoding: 'base64' },
      },
    },
  ],
  ['plain text that is said to be base64', { content: { encoding: 'base64' } }],
  ['no encoding, said as null', { content: { encoding: null }, entry: { time: null } }],
];

test.each(readable)('%s is decoded before it is judged and masked', async (_what, parts) => {
  const { report, shown } = await judged([entry(sent, 200, granted, parts)]);
  expect(statusOf(report, 'op.password/json')).toBe('passed');
  expect(statusOf(report, 'access.json/every-exchange')).toBe('passed');
  for (const secret of [password, token, packed(sent).slice(0, 60), packed(granted).slice(0, 60)])
    expect(shown).not.toContain(secret);
});

const unknown: readonly (readonly [what: string, parts: EntryParts])[] = [
  ['no text and a size of 0', { content: { text: undefined, size: 0 } }],
  ['no text and a size of -1', { content: { text: undefined, size: -1 } }],
  ['no text and no size', { content: { text: undefined, size: undefined } }],
  ['an empty text beside a length', { content: { text: '', size: 0 } }],
  ['a part of the text', { content: { text: JSON.stringify(granted).slice(0, 200) } }],
  ['an encoding that nobody knows', { content: { text: `=7B=${password}`, encoding: 'quoted-printable' } }],
  [
    'compressed bytes that cannot be decompressed',
    {
      content: {
        text: gzipSync(JSON.stringify(granted)).subarray(0, 40).toString('base64'),
        encoding: 'base64',
      },
    },
  ],
  [
    'a part of the compressed bytes, kept as characters',
    { content: { text: gzipSync(JSON.stringify(granted)).subarray(0, 90).toString('latin1') } },
  ],
  ['what a cleaning program left of it', { content: { text: '[REDACTED]' } }],
];

test.each(unknown)('of a response with %s the status alone is judged', async (_what, parts) => {
  const { report, shown } = await judged([entry(sent, 200, granted, parts)]);
  expect(report.recorded).toMatchObject({ entries: 1, judged: 1, statusAlone: [1] });
  expect(report.summary.checks.failed + report.summary.checks.warned).toBe(0);
  expect(statusOf(report, 'access.required/every-exchange')).toBe('not-verified');
  expect(statusOf(report, 'status.no-server-error/every-exchange')).toBe('passed');
  expect(shown).not.toContain(password);
});

test('a response without a body says so, and is judged as one', async () => {
  const response = { status: 200, headers: [{ name: 'Content-Length', value: '0' }], content: { size: 0 } };
  const { report } = await judged([entry(sent, 200, {}, { response })]);
  expect(report.recorded?.statusAlone).toBeUndefined();
  expect(statusOf(report, 'access.required/every-exchange')).toBe('failed');
});

test('a request whose body was not recorded is left aside, whatever came of it', async () => {
  const withoutBody = { request: { postData: undefined, bodySize: 91 } };
  const withLength = { request: { postData: {}, headers: length('Content-Length', 91).headers } };
  const chunked = {
    request: { postData: undefined, headers: length('Transfer-Encoding', 0).headers, bodySize: 0 },
  };
  const unsaid = { request: { postData: undefined } };
  const withoutText = { request: { postData: { mimeType: 'application/json', params: [] } } };
  const { report } = await judged([
    entry(sent, 200, granted),
    entry(sent, 400, faultOf('badRequest', 400), withoutBody),
    entry(sent, 500, faultOf('identityFault', 500), withLength),
    entry(sent, 400, faultOf('badRequest', 400), chunked),
    entry(sent, 400, faultOf('badRequest', 400), unsaid),
    entry(sent, 400, faultOf('badRequest', 400), withoutText),
  ]);
  expect(report.recorded?.leftAside).toEqual([
    { why: 'the body of its request was not recorded', entries: [2, 3, 4, 5, 6] },
  ]);
  expect(report.summary.checks.failed).toBe(0);
});

test('a request whose compressed body cannot be decompressed is not shown at all', async () => {
  const postData = { text: brotliCompressSync(JSON.stringify(sent)).toString('base64'), encoding: 'base64' };
  const { shown } = await judged([
    entry(sent, 200, granted),
    entry(sent, 400, faultOf('badRequest', 400), { request: { postData } }),
  ]);
  expect(shown).not.toContain(postData.text.slice(0, 40));
});

test('base64 that an archive does not name is searched for secrets all the same', async () => {
  const other = loginOf('bob', 'Distant-Shore-77');
  const postData = { text: packed(other) };
  const { shown } = await judged([
    entry(sent, 200, granted),
    entry(
      sent,
      400,
      { badRequest: { code: 400, message: 'Distant-Shore-77 is of no use.' } },
      { request: { postData } },
    ),
  ]);
  expect(shown).not.toContain('Distant-Shore-77');
  expect(shown).not.toContain(packed(other));
});

test.each([
  ['without headers', { request: { headers: undefined, url: 'https://other.example/' } }],
  ['without anything', { request: undefined, response: undefined }],
  ['of no address', { request: { url: null } }],
])(
  'an unrelated entry %s is left aside',
  async (_what, { request, response = {} }: { request?: object; response?: object }) => {
    const odd = { ...entry(sent, 200, granted), request, response };
    const { report } = await judged([odd, entry(sent, 200, granted)]);
    expect(report.recorded).toMatchObject({ entries: 2, judged: 1 });
    expect(report.recorded?.leftAside).toEqual([
      { why: 'it is not a request to /v2.0/tokens', entries: [1] },
    ]);
    expect(statusOf(report, 'op.password/json')).toBe('passed');
  },
);

test('an entry of the operation that is no entry is named with what is wrong with it', async () => {
  const { report } = await judged([
    entry(sent, 200, granted, { response: { status: '200' } }),
    entry(sent, 200, granted),
  ]);
  expect(report.recorded?.leftAside[0]?.why).toContain('it breaks HAR 1.2: at response.status');
});
