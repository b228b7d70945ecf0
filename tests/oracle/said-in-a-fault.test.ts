import { Exchange } from '../../src/http/exchange/exchange';
import { KeptBytes } from '../../src/http/exchange/kept-bytes';
import { saidIn } from '../../src/oracle/response/fault-rules';
import { sent, type Asked } from './known';

/** What is said in a refusal of a request, in the JSON of its fault. */
function said(message: string, asked: Asked = {}): string {
  const record = { id: 'x1', request: { method: '', url: '', headers: {}, body: '' }, curl: '' };
  const body = new KeptBytes(Buffer.from(JSON.stringify({ unauthorized: { code: 401, message } })));
  return saidIn(
    new Exchange(record, { status: 401, rawHeaders: [], body, durationMs: 1 }, String, sent(asked)),
  );
}

const xml: Asked = { format: 'xml' };

test.each<[string, string, string, Asked?]>([
  [
    'uuids',
    'No (req-3f2a8c1e-9b7d-4e2f-8a6c-1d2e3f4a5b6c).',
    'No (req-0c9d7e5f-1a2b-4c3d-9e8f-7a6b5c4d3e2f).',
  ],
  ['ids of letters', 'No. Request id: kqzwplad', 'No. Request id: xvbnmtyu'],
  ['numbers of requests', 'No, request id 48213.', 'No, request id 9.'],
  ['ids in hexadecimal', 'No [deadbeefcafe].', 'No [0123456789ab].'],
  ['times', 'No at 2026-11-27T10:00:00.123Z.', 'No at 2026-11-28T01:59:59.999+01:00.'],
  ['times of HTTP', 'No at Fri, 27 Nov 2026 10:00:00.', 'No at Sat, 28 Nov 2026 00:01:02.'],
  ['seconds since 1970', 'No at 1790000000.', 'No at 1790000001.'],
  ['names of users', 'User alice is refused.', 'User bob is refused.', { username: 'bob' }],
  [
    'names of users in another letter case',
    'User Alice is refused.',
    'User BOB is refused.',
    { username: 'bob' },
  ],
  ['formats', 'The JSON body {} is refused.', 'The XML document <auth/> is refused.', xml],
  ['media types', 'No such application/json.', 'No such application/xml.', xml],
  ['parts of a format', 'The member auth is empty.', 'The element auth is empty.', xml],
])('%s make no difference', (_what, one, other, asked = {}) => {
  expect(said(one)).toBe(said(other, asked));
});

test.each([
  ['Wrong password.', 'No such user.'],
  ['Error 1001.', 'Error 1002.'],
  ['The user alice is unknown.', 'The user alice is disabled.'],
  ['', 'No.'],
])('%j and %j differ', (one, other) => {
  expect(said(one)).not.toBe(said(other));
});
