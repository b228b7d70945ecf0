import { gzipSync } from 'node:zlib';
import { responseOf, type Asked } from './faulty-server';
import {
  access,
  alike,
  body,
  bomb,
  catalogue,
  changed,
  doctype,
  laughs,
  mb,
  pour,
  withHostileTexts,
  xmlCatalogue,
} from './hostile-bodies';

/** An answer that no server gives by mistake, or only by a bad one. */
export interface HostileResponse {
  readonly name: string;
  readonly answer: (asked: Asked) => void | Promise<void>;
  /** 1 unless told. */
  readonly exitCode?: number;
  /** That checks failed, unless told. */
  readonly said?: string;
  /** Requirements of which checks must fail, where the words alone do not tell. */
  readonly failing?: readonly string[];
  /** Limits that the configuration sets. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Patterns of the checks that run, where it takes more answers than usual, or fewer because each takes long. */
  readonly checks?: readonly string[];
  /** Whether its run takes long, and has a process of its own; the others share one. */
  readonly isLong?: true;
}

/** One answer in each format, and the comparison of both. */
const oneOfEach = [
  'access.json/op-password-json',
  'access.xml/op-password-xml',
  'parity.service-catalog/xml-request-xml-answer-password',
];

/** One answer, where each takes long. */
const inJson = { checks: ['op.password/json', 'access.json/op-password-json'] };
const inXml = { checks: ['op.password/xml', 'access.xml/op-password-xml'] };

const tooLong = 'is longer than limits.maxBodyBytes, 8388608 bytes';
const deep = 200_000;

export const hostileResponses: readonly HostileResponse[] = [
  { name: 'A body of 600 MB', answer: pour, exitCode: 3, said: tooLong },
  ...(['gzip', 'deflate'] as const).map((encoding) => ({
    name: `300 MB in ${Math.ceil(bomb[encoding].length / 1000)} kB of ${encoding}`,
    answer: body(bomb[encoding], undefined, { 'Content-Encoding': encoding }),
    ...{ exitCode: 3, said: tooLong },
  })),
  {
    name: `300 MB in ${Math.ceil(bomb.br.length / 1000)} kB of br`,
    answer: body(bomb.br, undefined, { 'Content-Encoding': 'br' }),
    said: 'its Content-Encoding is br, which was not requested',
  },
  {
    name: 'A body that says it is gzip and is not',
    answer: body('{"access":{}}', undefined, { 'Content-Encoding': 'gzip' }),
    said: 'its Content-Encoding is gzip, but it is not compressed that way',
  },
  {
    name: '2 MB to every request',
    isLong: true,
    ...inJson,
    answer: body(`{"access":{"token":{"id":"${'x1'.repeat(mb)}"}}}`),
  },
  {
    name: '8 MB to every request, just under limits.maxBodyBytes',
    isLong: true,
    checks: oneOfEach,
    answer: body(`{"access":{"token":{"id":"${'x1'.repeat(4 * mb - 50)}"}}}`),
  },
  {
    name: '8 MB of 40,000 values to every request',
    isLong: true,
    ...inJson,
    answer: body(
      `{"access":{"serviceCatalog":[${Array.from({ length: 20_000 }, (_, n) => `{"a":"${String(n).padEnd(380, 'b')}"}`).join()}]}}`,
    ),
  },
  {
    name: '120,000 wrong items of one list',
    isLong: true,
    ...inJson,
    answer: body(`{"access":{"serviceCatalog":[${'{},'.repeat(119_999)}{}]}}`),
    failing: ['access.json'],
  },
  {
    name: '8 MB of 2,800,000 values',
    answer: body(`{"access":[${'{},'.repeat(2_790_000)}{}]}`),
    ...{ exitCode: 3, said: 'holds more than limits.maxValues, 250000 values' },
  },
  {
    name: '8 MB of 800,000 elements with an attribute',
    answer: body('{}', `${access}${'<a b="1"/>'.repeat(800_000)}</access>`),
    said: 'holds more than limits.maxValues, 250000 values',
  },
  {
    name: '20,000 secrets in a response',
    isLong: true,
    ...inJson,
    answer: body(
      `{"access":{${Array.from({ length: 20_000 }, (_, n) => `"token${n}":"abcd1234${n}"`).join()}}}`,
    ),
    ...{ exitCode: 3, said: 'hold more secrets than can be masked' },
  },
  {
    name: 'A new secret of 8 MB in every response',
    isLong: true,
    checks: ['tenant.exclusive/json*', 'status.ok/*', 'parity.token*'],
    answer: (asked) =>
      body(`{"access":{"token":{"id":"${`x${asked.index}y`.repeat(4 * mb).slice(0, 8 * mb - 50)}"}}}`)(asked),
    ...{ exitCode: 3, said: 'hold more secrets than can be masked' },
  },
  {
    name: '4,000 secrets that begin alike',
    isLong: true,
    ...inJson,
    answer: body(`{"access":{${alike(4000, (n) => `"token${n}":"gAAAAABmZXJuZXQtdG9rZW4x-${n}"`)}}}`),
  },
  {
    name: '40 comments before an element, which took 2^40 steps',
    answer: body(`${'<!---->'.repeat(40)}<x/>`, `${'<!---->'.repeat(40)}<x/>`),
  },
  {
    name: 'A string of 4,000,000 escaped quotes that nothing ends',
    isLong: true,
    ...inJson,
    answer: body(`["a","${'\\"'.repeat(4_000_000 - 10)}`),
  },
  {
    name: '30,000 times the beginning of a mask, of a comment, of a key and of a token',
    isLong: true,
    ...inJson,
    answer: body(
      JSON.stringify({
        message: ['[masked ', '<!--', '-----BEGIN PRIVATE KEY-----', 'eyJ-'].map((each) =>
          each.repeat(30_000),
        ),
      }),
    ),
  },
  {
    name: '100,000 attributes of one element',
    ...inXml,
    answer: body('{}', `<access ${alike(100_000, (n) => `a${n}=""`, ' ')}/>`),
    said: 'more than 1000 attributes',
  },
  {
    name: '100,000 namespaces, and as many prefixes',
    ...inXml,
    answer: body('{}', `${access}${alike(100_000, (n) => `<p${n}:a xmlns:p${n}="urn:${n}"/>`, '')}</access>`),
    said: 'more than 1000 namespaces',
  },
  {
    name: '8 MB of ampersands that begin no reference',
    ...inXml,
    answer: body('{}', `${access}${'& '.repeat(4 * mb - 100)}</access>`),
    said: 'The body is not valid XML',
  },
  {
    name: '120,000 wrong elements of one list',
    isLong: true,
    ...inXml,
    answer: body(
      '{}',
      `${access}<user id="" name=""><roles>${'<role/>'.repeat(120_000)}</roles></user></access>`,
    ),
    failing: ['access.xml'],
  },
  {
    name: 'A response that takes longer to read than limits.judgeMs, set to 100 ms',
    answer: body(`{"access":{"serviceCatalog":[${'{},'.repeat(119_999)}{}]}}`),
    limits: { judgeMs: 100 },
    ...{ exitCode: 3, said: 'takes longer to read than limits.judgeMs, 100 ms' },
  },
  {
    name: 'A server that takes its time, beyond limits.runMs, set to 2 s',
    isLong: true,
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
    answer: changed((text) => gzipSync(text)),
    said: 'The body is not valid JSON',
    failing: ['access.json', 'access.xml'],
  },
  {
    name: '200,000 nested brackets, in JSON and XML',
    answer: body(
      '['.repeat(deep) + ']'.repeat(deep),
      `${access}${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</access>`,
    ),
  },
  {
    name: '200,000 nested objects and arrays under the members of an access',
    ...inJson,
    answer: body(
      `{"access":{"token":${'{"id":'.repeat(deep / 2)}1${'}'.repeat(deep / 2)},"user":${'['.repeat(deep / 2)}${']'.repeat(deep / 2)}}}`,
    ),
  },
  {
    name: 'Entities in an XML response, of the kinds that crash libxmljs2',
    answer: body('{}', doctype('<!ENTITY a "<b c=\'d\'/>">')),
  },
  {
    name: 'A billion laughs',
    answer: body('{}', doctype(`<!ENTITY l0 "ha">${laughs}<!ENTITY a "&l12;">`)),
  },
  {
    name: 'External entities and an external DTD',
    answer: body(
      '{}',
      doctype('<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:1/x.dtd">%d;'),
    ),
  },
  {
    name: 'Bodies that are not UTF-8',
    answer: changed((text) =>
      Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]),
    ),
    said: 'The body is not valid JSON: it is not valid UTF-8',
    failing: ['access.json', 'access.xml'],
  },
  {
    name: 'NUL and other control characters, also in the reason and in headers',
    answer: changed((text) => text.replaceAll(/(?<=[" ])name(?="|=)/g, 'na\0\x01\x1b\x7f\u0085\u2028me'), {
      'X-Odd': 'a\tb\x80',
    }),
    said: 'The body is not valid JSON: it cannot be parsed',
    failing: ['access.json', 'access.xml'],
  },
  {
    name: 'ANSI escapes, </script> and ]]> in every text of JSON and XML',
    answer: changed(withHostileTexts),
    failing: ['access.json', 'access.xml'],
  },
  {
    name: 'ANSI escapes, </script> and ]]> as they stand in an XML response',
    answer: changed((text) =>
      text.replace(/<access[^>]*>/, (before) => `${before}]]>\x1b[31m</script><script>alert(1)</script>`),
    ),
    said: 'The body is not valid XML',
    failing: ['access.xml'],
  },
  {
    name: 'A catalogue of 10,000 services',
    isLong: true,
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
    answer: changed((text) => text.replace(/^(\{"access".*)\}$/s, '$1,"access":null}')),
    failing: ['access.json'],
  },
  {
    name: 'A redirect to itself',
    answer: ({ socket }) => void socket.write(responseOf(302, '', { Location: '/v2.0/tokens' })),
    said: 'There is no Identity service at',
  },
  {
    name: 'Cookies, which are not sent back',
    answer: changed((text) => text, { 'Set-Cookie': 'session=0123456789abcdef; Path=/' }),
    ...{ exitCode: 0, said: 'none failed' },
  },
];
