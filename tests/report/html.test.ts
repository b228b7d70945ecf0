import { createHash } from 'node:crypto';
import { toHtml } from '../../src/run/report/html/page';
import { check, exchange, hostileReport, report } from './sample-report';

function hashes(page: string, element: string): string[] {
  return [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))].map(
    ([, content = '']) => `sha256-${createHash('sha256').update(content).digest('base64')}`,
  );
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

test('an exchange is there once, whatever rests on it, and a long body is cut with a note', () => {
  expect(page.match(/id="x1"/g)).toHaveLength(1);
  expect(page).toContain('more characters are in report.json');
  expect(page).not.toContain('z'.repeat(9000));
});

test('every reference leads somewhere', () => {
  const ids = new Set([...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="#([^"=]*)"/g)].map(([, link = '']) => decodeURIComponent(link));
  expect(links.filter((link) => !ids.has(link))).toEqual([]);
});

test('hostile text opens no element and no attribute', () => {
  const hostile = toHtml(hostileReport());
  expect(hashes(hostile, 'script')).toHaveLength(1);
  expect(hostile.match(/<script/g)).toHaveLength(1);
  expect(hostile).not.toMatch(/<img|<[^>]*onerror/);
  expect(hostile).not.toMatch(/[^\P{Cc}\t\n]|[\u202e\u2066]/u);
});

test('2,000 checks with an exchange each stay below 5 MB', () => {
  const count = Array.from({ length: 2000 }, (_, n) => n);
  const body = JSON.stringify({ access: { roles: 'identity:user-admin "quoted" '.repeat(400) } });
  for (const status of ['passed', 'failed'] as const) {
    const large = report(
      count.map((n) =>
        check(`tenant.exclusive/case-${n}`, status, { exchanges: [`x${n}`], message: `It differs, ${n}.` }),
      ),
      { exchanges: count.map((n) => exchange(`x${n}`, body)) },
    );
    expect(Buffer.byteLength(toHtml(large))).toBeLessThan(5_000_000);
  }
});
