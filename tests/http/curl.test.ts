import fc from 'fast-check';
import { curlLine } from '../../src/http/exchange/curl';
import { requestOf } from './curl-words';
import { filledText } from '../protocol/texts';

const runs = { numRuns: 150 };

/** Environment variables by the labels of the masks that they stand for. */
const variables = {
  'accounts.user.password': 'USER_PASSWORD',
  'accounts.mfaUser.apiKey': 'MFA_USER_API_KEY',
  'token id': 'TOKEN_ID',
} as const;
type Label = keyof typeof variables;
const labels = Object.keys(variables) as Label[];

/** Secrets of all labels, without the zero byte that no variable can hold. */
const secrets = fc.record<Record<Label, string>>({
  'accounts.user.password': filledText,
  'accounts.mfaUser.apiKey': filledText,
  'token id': filledText,
});

/** A text as it is shown, and as it is with its secrets. */
interface Shown {
  readonly masked: string;
  readonly open: string;
}

/** Texts of literal parts and masked secrets. */
const shown = (literal: fc.Arbitrary<string>, known: Record<Label, string>): fc.Arbitrary<Shown> =>
  fc
    .array(
      fc.oneof(
        literal,
        fc.constantFrom(...labels).map((label) => ({ label })),
      ),
      { maxLength: 4 },
    )
    .map((parts) => ({
      masked: parts.map((part) => (typeof part === 'string' ? part : `[masked ${part.label}]`)).join(''),
      open: parts.map((part) => (typeof part === 'string' ? part : known[part.label])).join(''),
    }));

/** Any text, with what a shell and curl would take for something else. */
const bodyText = fc.oneof(
  filledText,
  fc.constantFrom(
    '@/etc/hostname',
    '@-',
    '-X',
    '$(id)',
    '`id`',
    '${HOME}',
    '\\',
    "'",
    '!!',
    '\0',
    '\x1b[31m',
    '\r\n',
    '*',
  ),
);

const url = fc
  .webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true })
  .map((text) => `${text}&a=[1]{2}`);

/** Names of header fields, no two the same but for letter case; some that curl would send of its own. */
const headerNames = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('Content-Type', 'content-type', 'Accept', 'User-Agent', 'Accept-Encoding'),
    fc.stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,8}$/),
  ),
  { maxLength: 4, selector: (name) => name.toLowerCase() },
);

/** What Node sends in a header: one byte for each character, no white space around it. */
const headerValue = fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,12}$/).map((text) => text.trim());

const headers = headerNames.chain((names) =>
  fc
    .tuple(...names.map((name) => headerValue.map((value) => [name, value] as const)))
    .map((entries) => Object.fromEntries(entries)),
);

const method = fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'HEAD');

test('bash gives curl the method, URL, headers and body of the request, secrets from variables', () => {
  const requests = secrets.chain((known) =>
    fc.record({ known: fc.constant(known), method, url, headers, body: shown(bodyText, known) }),
  );
  fc.assert(
    fc.property(requests, ({ known, body, ...request }) => {
      const environment = Object.fromEntries(labels.map((label) => [variables[label], known[label]]));
      const sent = requestOf(curlLine({ ...request, body: body.masked }), environment);
      expect({ ...sent, body: sent.body.toString(), leftOut: [] }).toEqual({
        ...request,
        body: body.open,
        leftOut: [],
      });
      // What curl would add of its own is told to stay out, and nothing that is sent.
      const named = [...Object.keys(request.headers), ...sent.leftOut].map((name) => name.toLowerCase());
      expect(named).toEqual(expect.arrayContaining(['content-type', 'accept']));
      expect(named).toEqual([...new Set(named)]);
    }),
    runs,
  );
});

test('bodies that are no text come through byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const body = Buffer.from(bytes);
      const line = curlLine({ method: 'POST', url: 'http://127.0.0.1/v2.0/tokens', headers: {}, body });
      expect(requestOf(line, {}).body).toEqual(body);
    }),
    { numRuns: 80 },
  );
});

test('secrets in the URL and in headers are variables too', () => {
  const line = curlLine({
    method: 'POST',
    url: 'http://127.0.0.1/v2.0/tokens?user=[masked token id]&x=1',
    headers: { 'X-Auth-Token': 'a[masked token id]b' },
    body: '',
  });
  const { url: sentUrl, headers: sentHeaders } = requestOf(line, { TOKEN_ID: `$x "'` });
  expect(sentUrl).toBe(`http://127.0.0.1/v2.0/tokens?user=$x "'&x=1`);
  expect(sentHeaders).toEqual({ 'X-Auth-Token': `a$x "'b` });
});

test.each([201, 10_000])(
  'a run of %i characters is written as what makes it, and goes out whole',
  (length) => {
    const body = `{"a":"it's ${'x'.repeat(length)}","b":"${'7'.repeat(length)}","c":"${'y'.repeat(200)}"}`;
    const line = curlLine({ method: 'POST', url: `http://h/${'z'.repeat(length)}`, headers: {}, body });
    expect(line.length).toBeLessThan(600);
    expect(line).toContain(`"$(printf 'x%.0s' {1..${length}})"`);
    const sent = requestOf(line, {});
    expect(sent.body.toString()).toBe(body);
    expect(sent.url).toBe(`http://h/${'z'.repeat(length)}`);
  },
);
