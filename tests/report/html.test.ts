import { createHash } from 'node:crypto';
import type { ExchangeData } from '../../src/report/html/exchange-data';
import { toHtml } from '../../src/report/html/page';
import { check, exchange, hostileReport, report } from './sample-report';

function hashes(page: string, element: string): string[] {
  return [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))].map(
    ([, content = '']) => `sha256-${createHash('sha256').update(content).digest('base64')}`,
  );
}

function dataOf(html: string): ExchangeData {
  const [, json = ''] =
    /<script type="application\/json" id="exchange-data">(.*?)<\/script>/.exec(html) ?? [];
  return JSON.parse(json) as ExchangeData;
}

const page = toHtml(
  report(
    [
      check('tenant.exclusive/json', 'failed', { expected: '400', received: '200', exchanges: ['x1'] }),
      check('tenant.known/json', 'passed', { exchanges: ['x1', 'x2'] }),
      check('rcn.one/json', 'not-verified', { message: 'Configure accounts.rcnUser' }),
    ],
    { exchanges: [exchange('x1'), exchange('x2', 'z'.repeat(20_000))] },
  ),
);

test('the policy admits the one style and the one script, and nothing else', () => {
  const [style, ...styles] = hashes(page, 'style');
  const [script, ...scripts] = hashes(page, 'script');
  expect([styles, scripts]).toEqual([[], []]);
  expect(page).toContain(
    `default-src &#39;none&#39;; style-src &#39;${style}&#39;; script-src &#39;${script}&#39;; base-uri &#39;none&#39;`,
  );
});

test('it loads nothing', () => {
  expect(page).not.toMatch(/<(link|img|iframe|object|embed|base)\b|\ssrc=|\sstyle=|\son\w+=|url\(|@import/);
  expect(page.match(/href="(?!#)/g)).toBeNull();
});

test('the verdict in words, the sentence of the document, the evidence', () => {
  expect(page).toContain('Not conformant');
  expect(page).toContain('What tenant.exclusive promises, in a sentence.');
  expect(page).toContain('document lines 42-44');
  expect(page).toContain('Configure accounts.rcnUser.');
});

test('an exchange and a body are there once, whatever rests on them, and a long body is cut with a note', () => {
  const { exchanges, texts } = dataOf(page);
  expect(exchanges.map(([id]) => id)).toEqual(['x1', 'x2']);
  expect(texts).toHaveLength(3);
  expect(page).toContain('more characters are in report.json');
  expect(page).not.toContain('z'.repeat(9000));
});

test('the colours of a body cover it, JSON and XML alike', () => {
  const bodies = [
    '{"a&b": [1, true, "<x>"]}',
    '<a b="c &amp; d"><!-- e --><![CDATA[<f>]]></a>',
    '{"cut": "he',
    '{]',
  ];
  const coloured = toHtml(
    report([check('a.one/json', 'failed', { exchanges: bodies.map((_, n) => `x${n}`) })], {
      exchanges: bodies.map((body, n) => exchange(`x${n}`, body)),
    }),
  );
  for (const [body, runs = ''] of dataOf(coloured).texts) {
    const lengths = [...runs.matchAll(/([0-9A-Z]+)[a-z]/g)].map(([, length = '']) => parseInt(length, 36));
    expect([body, lengths.reduce((sum, length) => sum + length, 0)]).toEqual([body, body.length]);
  }
});

test('says how to repeat the run, and each failing check alone', () => {
  const html = toHtml(
    report([check('tenant.exclusive/json', 'failed', { exchanges: ['x1'] })], {
      ...{ exchanges: [exchange('x1')], seed: 7, strict: true },
    }),
  );
  const run = 'run --base-url &#39;http://localhost:8080&#39; --config FILE --profile core --strict --seed 7';
  expect(html).toContain(`<pre class="command">node bin/identity-conformance.js ${run}</pre>`);
  expect(html).toContain(`${run} --check &#39;tenant.exclusive/json&#39;</pre>`);
});

test('of many checks with one cause four are named and the others folded', () => {
  const failing = Array.from({ length: 9 }, (_, n) => check(`tenant.exclusive/case-${n}`, 'failed'));
  const cause = /<article[^]*<\/article>/.exec(toHtml(report(failing)))?.[0] ?? '';
  expect(cause.split('<summary>5 more')[0]?.match(/<li>/g)).toHaveLength(4);
  expect(cause.match(/<li>/g)).toHaveLength(9);
});

test('every reference leads somewhere', () => {
  const ids = new Set([...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="#([^"=]*)"/g)].map(([, link = '']) => decodeURIComponent(link));
  expect(links.filter((link) => !ids.has(link))).toEqual([]);
});

test('hostile text opens no element and no attribute', () => {
  const hostile = toHtml(hostileReport());
  expect(hashes(hostile, 'script')).toHaveLength(1);
  expect(hostile.match(/<script/g)).toHaveLength(2);
  expect(dataOf(hostile).exchanges).toHaveLength(1);
  expect(hostile).not.toMatch(/<img|<[^>]*onerror/);
  expect(hostile).not.toMatch(/[^\P{Cc}\t\n]|[\u202e\u2066]/u);
});

test('2,000 failures with an exchange and long values each stay below 5 MB', () => {
  const count = Array.from({ length: 2000 }, (_, n) => n);
  const body = JSON.stringify({ access: { roles: 'identity:user-admin "quoted" '.repeat(400) } });
  const failed = count.map((n) =>
    check(`tenant.exclusive/case-${n}`, 'failed', {
      ...{ exchanges: [`x${n}`], message: `It differs, ${n}.`, expected: body, received: body },
    }),
  );
  const large = report(failed, { exchanges: count.map((n) => exchange(`x${n}`, body)) });
  expect(Buffer.byteLength(toHtml(large))).toBeLessThan(5_000_000);
});
