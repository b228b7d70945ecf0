import { brotliCompressSync, gzipSync } from 'node:zlib';
import { judged, statusOf } from './checked';
import { accessOf, entry, faultOf, loginOf, type EntryParts } from './entries';

const password = 'Quiet-Harbour-42';
const token = 'tok-5b0c9f0e3d57-0001';
const sent = loginOf('alice', password);
const granted = accessOf('alice', token);
const packed = (value: object, pack: (text: string) => Buffer = (text) => Buffer.from(text)) =>
  pack(JSON.stringify(value)).toString('base64');

const readable: readonly (readonly [what: string, parts: EntryParts])[] = [
  [
    'a request in base64, said in another member',
    { request: { postData: { text: packed(sent), _encoding: 'BASE64' } } },
  ],
  [
    'a request whose compressed bytes are kept as characters',
    { request: { postData: { text: gzipSync(JSON.stringify(sent)).toString('latin1') } } },
  ],
  [
    'a response in base64 that is still compressed',
    { content: { text: packed(granted, gzipSync), encoding: 'base64' } },
  ],
  ['no encoding, said as null', { content: { encoding: null }, entry: { time: null } }],
];

test.each(readable)('%s is decoded before it is judged and masked', async (_what, parts) => {
  const { report, shown } = await judged([entry(sent, 200, granted, parts)]);
  expect(statusOf(report, 'op.password/json')).toBe('passed');
  expect(statusOf(report, 'access.json/every-exchange')).toBe('passed');
  for (const secret of [password, token, packed(sent).slice(0, 60), packed(granted).slice(0, 60)])
    expect(shown).not.toContain(secret);
});

test.each<[what: string, parts: EntryParts]>([
  ['no text', { content: { text: undefined } }],
  ['an encoding that nobody knows', { content: { text: `=7B=${password}`, encoding: 'quoted-printable' } }],
])('of a response with %s the status alone is judged', async (_what, parts) => {
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

test('compressed bytes, and base64 that an archive does not name, show no secret', async () => {
  const broken = { text: brotliCompressSync(JSON.stringify(sent)).toString('base64'), encoding: 'base64' };
  const other = loginOf('bob', 'Distant-Shore-77');
  const echo = { badRequest: { code: 400, message: 'Distant-Shore-77 is of no use.' } };
  const { shown } = await judged([
    entry(sent, 200, granted),
    entry(sent, 400, faultOf('badRequest', 400), { request: { postData: broken } }),
    entry(sent, 400, echo, { request: { postData: { text: packed(other) } } }),
  ]);
  for (const secret of [broken.text.slice(0, 40), 'Distant-Shore-77', packed(other)])
    expect(shown).not.toContain(secret);
});
