import fc from 'fast-check';
import { sizeUpTo } from './edit';
import { passcodes, secrets } from '../secrets/embedded-secrets';
import { coveredNotations } from '../secrets/notations';

/** What means something to a browser, a terminal, a parser, a service of CI, a template or JavaScript. */
const meaningful = [
  ...['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<!--', '-->', ']]>', '&amp;'],
  ...['::error::title', '::set-output name=a::b', '##[error]title', '::add-mask::a', '%0A::error::b'],
  ...['\x1b[31m', '\x1b]0;title\x07', '\x1b]8;;http://127.0.0.1/\x07', '\x9b31m', '\x07', '\b\b\b', '\r'],
  ...['| a | b |', '```', '[a](javascript:alert(1))', '![a](http://127.0.0.1/)', '<details>', '@someone #1'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length'],
  ...['$&', "$'", '$`', '${jndi:ldap://a}', '{{7*7}}', '%s%n%d', '\\', '\\u0000', '"', "'", '`id`', '$(id)'],
  ...['\0', '\u2028', '\u2029', '\u202e', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '\ud800\ud800'],
  ...['', ' ', '\t', '\n', '\r\n', '\n\n## Title\n', '[masked accounts.user.password]', '[masked ', ' … '],
  ...['2026-11-28T07:49:30Z', '9999-99-99T99:99:99Z', '+275760-09-13T00:00:00.001Z', '-1', '1e999', 'NaN'],
  ...['http://', 'http://[::1', 'http://user:secret@host/', 'file:///etc/passwd', 'data:text/html,a'],
  ...['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', '-----BEGIN PRIVATE KEY-----\nMIIB\n', '-----BEGIN '],
] as const;

/** Names and values of the contract, which are odd where something else belongs. */
const ofTheContract = [
  ...['access', 'token', 'id', 'expires', 'tenant', 'user', 'roles', 'serviceCatalog', 'endpoints', 'name'],
  ...['publicURL', 'RAX-AUTH:defaultRegion', 'RAX-AUTH:sessionId', 'unauthorized', 'badRequest', 'code'],
  ...['message', '401', '777001', 'alice', 'alice-tenant', 'auth', 'password', 'apiKey', 'passcode', 'jwt'],
];

/** A secret of the configuration in a notation that must be found, apart from what stands beside it. */
const secret = fc
  .tuple(fc.constantFrom(...coveredNotations), fc.constantFrom(...secrets))
  .map(([{ write }, text]) => write(text));

/** One unit of UTF-16 each, so that surrogates are alone. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const short = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...meaningful) },
  { weight: 2, arbitrary: fc.constantFrom(...ofTheContract) },
  { weight: 4, arbitrary: secret },
  { weight: 1, arbitrary: fc.constantFrom(...passcodes) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: units },
);

/** Up to 1 MB of one thing again and again. */
const long = fc
  .tuple(short, sizeUpTo(1024 * 1024))
  .map(([text, size]) => (text === '' ? ' ' : text).repeat(Math.ceil(size / Math.max(1, text.length))));

/** A text that no server sends in earnest. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 14, arbitrary: short },
  { weight: 4, arbitrary: fc.array(short, { minLength: 2, maxLength: 4 }).map((texts) => texts.join(' ')) },
  { weight: 1, arbitrary: long },
);

/** A name that is odd, mostly one of few characters. */
export const oddName: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ofTheContract) },
  { weight: 2, arbitrary: oddText },
);
