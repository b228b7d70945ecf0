import { marked } from 'marked';
import { inert } from '../../src/text/printable';
import { toSummary } from '../../src/report/summary';
import { check, report } from './sample-report';

/** What GitHub makes links of: in the Markdown itself, of bare addresses, and of names that it knows. */
const linking = [
  ...['http://evil.example/x', 'https://evil.example', 'www.evil.example/x', 'WWW.evil.example'],
  ...['ftp://evil.example', 'mallory@evil.example', 'mailto:mallory@evil.example'],
  ...['xmpp:mallory@evil.example/x', '@everyone', '@org/team', '#1', 'GH-1', 'gh-1', 'org/repo#1'],
  ...['org/repo@0123abc', 'a5c3785ed8d6a35868bc169f07e40e889087fd2e', '0123abc', '[text][1]'],
  ...['[text](http://evil.example)', '[1]: http://evil.example', '<http://evil.example>'],
  ...['![x](//evil.example)', '<a href="//evil.example">x</a>', '<img src=//evil.example>'],
  ...['//evil.example', '~~x~~', '- [ ] x', '| a | b |'],
];

/** What is left for GitHub to link once the Markdown is rendered: it looks at words, outside of code. */
const linkedLater = /(?:^|[^\w/])@[\w-]|(?:^|[^\w&])#\d|\bGH-\d|\b[\da-f]{7,40}\b|\bwww\.|:\/\/|\w@\w/i;

test.each(linking)('%s from a server becomes no link', (text) => {
  const html = marked.parse(`- before ${inert(text)} after\n\n| a |\n| --- |\n| ${inert(text)} |\n`, {
    async: false,
  });
  expect(html).not.toMatch(/<(?!\/?(?:ul|li|p|table|thead|tbody|tr|th|td)>)[a-z]/i);
  const words = html.replace(/<[^>]*>/g, ' ').replace(/&#39;|&quot;|&amp;|&lt;|&gt;/g, ' ');
  expect(words).not.toMatch(linkedLater);
});

test('the summary of a report whose every text is made of such has no link', () => {
  const hostile = linking.join(' ');
  const checks = [
    check('a.one/x', 'failed', { message: hostile, expected: hostile, received: hostile, path: hostile }),
    check('a.two/x', 'warned', { message: hostile }),
    check('a.two/y', 'not-verified', { message: hostile }),
  ];
  const summary = toSummary({
    ...report(checks),
    wrongAttempts: { [hostile]: 1 },
    suite: { name: hostile, version: hostile },
  });
  expect(marked.parse(summary, { async: false })).not.toMatch(/<(?:a|img)\b/i);
});
