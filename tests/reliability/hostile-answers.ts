import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { responseOf, type Asked } from './faulty-server';

/** An answer that no server gives by mistake, or only by a bad one. */
export interface HostileResponse {
  readonly name: string;
  readonly answer: (asked: Asked) => void | Promise<void>;
  readonly exitCode: number;
  readonly said: string;
  /** Requirements of which checks must fail, where the words alone do not tell. */
  readonly failing?: readonly string[];
  /** Limits that the configuration sets. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Patterns of the checks that run, where it takes more answers than usual, or fewer because each takes long. */
  readonly checks?: readonly string[];
  /** Whether its run is short and shares a process with others; those that take long run side by side. */
  readonly isShort?: true;
}

/** One answer in each format, and the comparison of both. */
export const oneOfEach = [
  'access.json/op-password-json',
  'access.xml/op-password-xml',
  'parity.service-catalog/xml-request-xml-answer-password',
];

/** One answer, where each takes long. */
const inJson = { checks: ['op.password/json', 'access.json/op-password-json'] };
const inXml = { checks: ['op.password/xml', 'access.xml/op-password-xml'] };

const mb = 1024 * 1024;
const zeros = Buffer.alloc(300 * mb, ' ');
/** The usual quality takes seconds, and packs no better. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const bomb = { gzip: gzipSync(zeros), deflate: deflateSync(zeros), br: brotliCompressSync(zeros, quick) };
const tooLong = 'is longer than limits.maxBodyBytes, 8388608 bytes';
const failed = 'checks in scope failed';

/** 600 MB, written as fast as they are read. */
function pour(asked: Asked): void {
  const { socket } = asked;
  let left = 600;
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${left * mb}\r\n\r\n`);
  const piece = Buffer.alloc(mb, '[');
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('drain', more);
  more();
}

/** The same body to every request, as XML where XML was asked for if `xml` is given. */
function body(json: string | Buffer, xml?: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  return ({ socket, head }: Asked) => {
    const wantsXml = xml !== undefined && /^accept: application\/xml/im.test(head);
    const type = { 'Content-Type': wantsXml ? 'application/xml' : 'application/json', ...headers };
    socket.write(responseOf(200, wantsXml ? xml : json, type));
  };
}

/** What the embedded server answers, its body changed. */
function changed(change: (text: string) => string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  return async ({ socket, rightResponse }: Asked) => {
    const right = await rightResponse();
    const at = right.indexOf('\r\n\r\n');
    const head = right.subarray(0, at).toString('latin1');
    const status = Number(head.slice(9, 12));
    const type = /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? 'application/json';
    const text = right.subarray(at + 4).toString('utf8');
    socket.write(responseOf(status, change(text), { 'Content-Type': type, ...headers }));
  };
}

const access = '<access xmlns="http://docs.openstack.org/identity/api/v2.0">';
const doctype = (inner: string) =>
  `<?xml version="1.0"?><!DOCTYPE access [${inner}]>${access}<token id="&a;"/>&a;</access>`;
const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const deep = 200_000;
const catalogue = Array.from({ length: 10_000 }, (_, n) => ({
  ...{ name: `service-${n}`, type: `type-${n}` },
  endpoints: [{ region: 'ORD', tenantId: '777001', publicURL: `https://service-${n}.example.com/v1/777001` }],
}));

const xmlCatalogue = `<serviceCatalog>${catalogue
  .map(({ name, type, endpoints }) => {
    const inner = endpoints.map((endpoint) => {
      const attributes = Object.entries(endpoint).map(([member, value]) => `${member}="${value}"`);
      return `<endpoint ${attributes.join(' ')}/>`;
    });
    return `<service name="${name}" type="${type}">${inner.join('')}</service>`;
  })
  .join('')}</serviceCatalog>`;

/** Every text of a JSON or XML answer with what ends a script, a CDATA section and the colours of a terminal. */
function withHostileTexts(text: string): string {
  if (text.startsWith('{')) {
    const hostile = '\u001b[31m\u001b]0;title\u0007\u009b31m</script><script>alert(1)</script>]]>';
    return JSON.stringify(
      JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? hostile + value : value)),
    );
  }
  const start = text.indexOf('<access');
  // Of the control characters of a terminal, XML admits only those beyond U+007F.
  const hostile = '\u009b31m&lt;/script>&lt;script>alert(1)&lt;/script>]]&gt;';
  return (
    text.slice(0, Math.max(0, start)) +
    text
      .slice(Math.max(0, start))
      .replace(/ (?!xmlns)([\w:-]+)="/g, (before) => before + hostile)
      .replace(/>(?=[^<>]+<)/g, (before) => before + hostile)
  );
}

/** Many things that differ by a number alone. */
function alike(count: number, one: (n: number) => string, between = ','): string {
  return Array.from({ length: count }, (_, n) => one(n)).join(between);
}

export const hostileResponses: readonly HostileResponse[] = [
  { name: 'A body of 600 MB', isShort: true, answer: pour, exitCode: 3, said: tooLong },
  ...(['gzip', 'deflate'] as const).map((encoding) => ({
    name: `300 MB in ${Math.ceil(bomb[encoding].length / 1000)} kB of ${encoding}`,
    isShort: true as const,
    answer: body(bomb[encoding], undefined, { 'Content-Encoding': encoding }),
    ...{ exitCode: 3, said: tooLong },
  })),
  {
    name: `300 MB in ${Math.ceil(bomb.br.length / 1000)} kB of br`,
    isShort: true,
    answer: body(bomb.br, undefined, { 'Content-Encoding': 'br' }),
    ...{ exitCode: 1, said: 'its Content-Encoding is br, which was not requested' },
  },
  {
    name: 'A body that says it is gzip and is not',
    isShort: true,
    answer: body('{"access":{}}', undefined, { 'Content-Encoding': 'gzip' }),
    ...{ exitCode: 1, said: 'its Content-Encoding is gzip, but it is not compressed that way' },
  },
  {
    name: '2 MB to every request',
    ...inJson,
    answer: body(`{"access":{"token":{"id":"${'x1'.repeat(mb)}"}}}`),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '8 MB to every request, just under limits.maxBodyBytes',
    answer: body(`{"access":{"token":{"id":"${'x1'.repeat(4 * mb - 50)}"}}}`),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '8 MB of 40,000 values to every request',
    ...inJson,
    answer: body(
      `{"access":{"serviceCatalog":[${Array.from({ length: 20_000 }, (_, n) => `{"a":"${String(n).padEnd(380, 'b')}"}`).join()}]}}`,
    ),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '120,000 wrong items of one list',
    ...inJson,
    answer: body(`{"access":{"serviceCatalog":[${'{},'.repeat(119_999)}{}]}}`),
    ...{ exitCode: 1, said: failed, failing: ['access.json'] },
  },
  {
    name: '8 MB of 2,800,000 values',
    isShort: true,
    answer: body(`{"access":[${'{},'.repeat(2_790_000)}{}]}`),
    ...{ exitCode: 3, said: 'holds more than limits.maxValues, 250000 values' },
  },
  {
    name: '8 MB of 800,000 elements with an attribute',
    isShort: true,
    answer: body('{}', `${access}${'<a b="1"/>'.repeat(800_000)}</access>`),
    ...{ exitCode: 1, said: 'holds more than limits.maxValues, 250000 values' },
  },
  {
    name: '20,000 secrets in a response',
    ...inJson,
    answer: body(
      `{"access":{${Array.from({ length: 20_000 }, (_, n) => `"token${n}":"abcd1234${n}"`).join()}}}`,
    ),
    ...{ exitCode: 3, said: 'hold more secrets than can be masked' },
  },
  {
    name: 'A new secret of 8 MB in every response',
    checks: ['tenant.exclusive/json*', 'status.ok/*', 'parity.token*'],
    answer: (asked) =>
      body(`{"access":{"token":{"id":"${`x${asked.index}y`.repeat(4 * mb).slice(0, 8 * mb - 50)}"}}}`)(asked),
    ...{ exitCode: 3, said: 'hold more secrets than can be masked' },
  },
  {
    name: '4,000 secrets that begin alike',
    ...inJson,
    answer: body(`{"access":{${alike(4000, (n) => `"token${n}":"gAAAAABmZXJuZXQtdG9rZW4x-${n}"`)}}}`),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '40 comments before an element, which took 2^40 steps',
    isShort: true,
    answer: body(`${'<!---->'.repeat(40)}<x/>`, `${'<!---->'.repeat(40)}<x/>`),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: 'A string of 4,000,000 escaped quotes that nothing ends',
    ...inJson,
    answer: body(`["a","${'\\"'.repeat(4_000_000 - 10)}`),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '30,000 times the beginning of a mask, of a comment, of a key and of a token',
    ...inJson,
    answer: body(
      JSON.stringify({
        message: ['[masked ', '<!--', '-----BEGIN PRIVATE KEY-----', 'eyJ-'].map((each) =>
          each.repeat(30_000),
        ),
      }),
    ),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '100,000 attributes of one element',
    isShort: true,
    ...inXml,
    answer: body('{}', `<access ${alike(100_000, (n) => `a${n}=""`, ' ')}/>`),
    ...{ exitCode: 1, said: 'more than 1000 attributes' },
  },
  {
    name: '100,000 namespaces, and as many prefixes',
    isShort: true,
    ...inXml,
    answer: body('{}', `${access}${alike(100_000, (n) => `<p${n}:a xmlns:p${n}="urn:${n}"/>`, '')}</access>`),
    ...{ exitCode: 1, said: 'more than 1000 namespaces' },
  },
  {
    name: '8 MB of ampersands that begin no reference',
    isShort: true,
    ...inXml,
    answer: body('{}', `${access}${'& '.repeat(4 * mb - 100)}</access>`),
    ...{ exitCode: 1, said: 'The body is not valid XML' },
  },
  {
    name: '120,000 wrong elements of one list',
    ...inXml,
    answer: body(
      '{}',
      `${access}<user id="" name=""><roles>${'<role/>'.repeat(120_000)}</roles></user></access>`,
    ),
    ...{ exitCode: 1, said: failed, failing: ['access.xml'] },
  },
  {
    name: 'A response that takes longer to read than limits.judgeMs, set to 100 ms',
    isShort: true,
    answer: body(`{"access":{"serviceCatalog":[${'{},'.repeat(119_999)}{}]}}`),
    limits: { judgeMs: 100 },
    ...{ exitCode: 3, said: 'takes longer to read than limits.judgeMs, 100 ms' },
  },
  {
    name: 'A server that takes its time, beyond limits.runMs, set to 2 s',
    answer: async ({ socket, rightResponse }) => {
      const right = await rightResponse();
      setTimeout(() => socket.write(right), 400);
    },
    limits: { runMs: 2000 },
    checks: ['tenant.*'],
    ...{ exitCode: 3, said: 'took longer than limits.runMs, 2.0 s' },
  },
  {
    name: 'A body that is compressed though nobody asked for it',
    isShort: true,
    answer: changed((text) => gzipSync(text)),
    ...{ exitCode: 1, said: 'The body is not valid JSON', failing: ['access.json', 'access.xml'] },
  },
  {
    name: '200,000 nested brackets, in JSON and XML',
    isShort: true,
    answer: body(
      '['.repeat(deep) + ']'.repeat(deep),
      `${access}${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</access>`,
    ),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: '200,000 nested objects and arrays under the members of an access',
    isShort: true,
    ...inJson,
    answer: body(
      `{"access":{"token":${'{"id":'.repeat(deep / 2)}1${'}'.repeat(deep / 2)},"user":${'['.repeat(deep / 2)}${']'.repeat(deep / 2)}}}`,
    ),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: 'Entities in an XML response, of the kinds that crash libxmljs2',
    isShort: true,
    answer: body('{}', doctype('<!ENTITY a "<b c=\'d\'/>">')),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: 'A billion laughs',
    isShort: true,
    answer: body('{}', doctype(`<!ENTITY l0 "ha">${laughs}<!ENTITY a "&l12;">`)),
    exitCode: 1,
    said: failed,
  },
  {
    name: 'External entities and an external DTD',
    isShort: true,
    answer: body(
      '{}',
      doctype('<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:1/x.dtd">%d;'),
    ),
    ...{ exitCode: 1, said: failed },
  },
  {
    name: 'Bodies that are not UTF-8',
    isShort: true,
    answer: changed((text) =>
      Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]),
    ),
    ...{
      exitCode: 1,
      said: 'The body is not valid JSON: it is not valid UTF-8',
      failing: ['access.json', 'access.xml'],
    },
  },
  {
    name: 'NUL and other control characters, also in the reason and in headers',
    isShort: true,
    answer: changed((text) => text.replaceAll(/(?<=[" ])name(?="|=)/g, 'na\0\x01\x1b\x7f\u0085\u2028me'), {
      'X-Odd': 'a\tb\x80',
    }),
    ...{
      exitCode: 1,
      said: 'The body is not valid JSON: it cannot be parsed',
      failing: ['access.json', 'access.xml'],
    },
  },
  {
    name: 'ANSI escapes, </script> and ]]> in every text of JSON and XML',
    isShort: true,
    answer: changed(withHostileTexts),
    ...{ exitCode: 1, said: failed, failing: ['access.json', 'access.xml'] },
  },
  {
    name: 'ANSI escapes, </script> and ]]> as they stand in an XML response',
    isShort: true,
    answer: changed((text) =>
      text.replace(/<access[^>]*>/, (before) => `${before}]]>\x1b[31m</script><script>alert(1)</script>`),
    ),
    ...{ exitCode: 1, said: 'The body is not valid XML', failing: ['access.xml'] },
  },
  {
    name: 'A catalogue of 10,000 services',
    checks: oneOfEach,
    answer: changed((text) => {
      if (text.startsWith('<')) return text.replace(/<serviceCatalog>.*<\/serviceCatalog>/s, xmlCatalogue);
      if (!text.includes('"serviceCatalog"')) return text;
      const answer = JSON.parse(text) as { access: Record<string, unknown> };
      return JSON.stringify({ access: { ...answer.access, serviceCatalog: catalogue } });
    }),
    ...{ exitCode: 0, said: 'none failed' },
  },
  {
    name: 'Duplicate keys, members named as those of every object, and numbers beyond 2^53',
    isShort: true,
    answer: changed((text) =>
      text.replace(
        '{',
        '{"access":null,"__proto__":{"access":1,"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":9007199254740993,"n":1e999,',
      ),
    ),
    ...{ exitCode: 0, said: 'none failed' },
  },
  {
    name: 'Duplicate keys, the last of which is wrong',
    isShort: true,
    answer: changed((text) => text.replace(/^(\{"access".*)\}$/s, '$1,"access":null}')),
    ...{ exitCode: 1, said: failed, failing: ['access.json'] },
  },
  {
    name: 'A redirect to itself',
    isShort: true,
    answer: ({ socket }) => void socket.write(responseOf(302, '', { Location: '/v2.0/tokens' })),
    ...{ exitCode: 1, said: 'There is no Identity service at' },
  },
  {
    name: 'Cookies, which are not sent back',
    isShort: true,
    answer: changed((text) => text, { 'Set-Cookie': 'session=0123456789abcdef; Path=/' }),
    ...{ exitCode: 0, said: 'none failed' },
  },
];
