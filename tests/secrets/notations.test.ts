import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../../src/contract/package-files';
import { Masker } from '../../src/secrets/masking';
import { Secret } from '../../src/protocol/secret';
import { secrets as embeddedSecrets } from './embedded-secrets';
import { coveredNotations, isMasked, notations } from './notations';

const path = inProject('SECURITY.md');
const marks = ['<!-- notations -->', '<!-- end of notations -->'] as const;

/** Letters, digits and marks, as passwords, API keys, tokens and sessions have them. */
const secrets = [
  'Str4nge-pass-Word',
  'd74f592f986e4d6e995853ccf0123456',
  'gAAAAABm-Zm9vYmFyMTIz_4',
  'pa&ss"<w0rd>\'x1',
];

test.each(notations)('$name', ({ write, covered }) => {
  for (const secret of secrets) {
    const masker = new Masker();
    masker.add(new Secret(secret, 'it'));
    const written = write(secret);
    for (const [before, after] of [
      ['', ''],
      ['{"echo":"', '"}'],
      ['<p>', '</p>'],
      ['was: ', '\n'],
    ] as const) {
      const masked = masker.mask(before + written + after);
      expect([written, isMasked(masked, written)]).toEqual([written, covered]);
      // What is left of it is too little to tell it by: no piece of it as long as a word.
      if (covered)
        for (const rest of masked.split('[masked it]'))
          expect(rest.replace(/LS0t/g, '')).not.toMatch(/[A-Za-z\d+/=]{24}/);
    }
  }
});

const escapedInXml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

const contexts: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['text', String],
  ['JSON', JSON.stringify],
  ['XML', (text) => `<a>${escapedInXml(text)}</a>`],
  ['an XML comment', (text) => `<a><!-- ${text} --></a>`],
  ['an XML instruction', (text) => `<a><?roles ${text}?></a>`],
  ['an instruction in a comment', (text) => `<a><!-- <?roles ${text}?> --></a>`],
  ['a CDATA section', (text) => `<a><![CDATA[${text}]]></a>`],
  ['an attribute', (text) => `<a b="${escapedInXml(text)}"/>`],
];

const ofAccounts = [...embeddedSecrets, 'Passwordwithoutdigit', 'ab%41cdefgh1234', 'ab&amp;cdefgh1234'];

test.each(contexts)(
  'every secret of the embedded server is masked in %s, in each notation',
  (_name, inContext) => {
    const shown = ofAccounts.flatMap((secret) => {
      const masker = new Masker();
      masker.add(new Secret(secret, 'it'));
      return coveredNotations
        .filter(({ write }) => !isMasked(masker.mask(inContext(write(secret))), write(secret)))
        .map(({ name }) => `${secret}: ${name}`);
    });
    expect(shown).toEqual([]);
  },
);

test.each(['<!-- abc<b>defgh1234 -->', '<?t abc<b>defgh1234 ?>', '<!-- x --> abc<!-- y -->defgh1234'])(
  'a secret that a tag or a comment splits is masked: %s',
  (text) => {
    const masker = new Masker();
    masker.add(new Secret('abcdefgh1234', 'it'));
    expect(masker.mask(text)).toContain('[masked it]');
  },
);

test.each([
  ['as text', String],
  ['in JSON', JSON.stringify],
])('all that are covered side by side, %s', (_name, quoted) => {
  const masker = new Masker();
  for (const secret of secrets) masker.add(new Secret(secret, 'it'));
  const written = coveredNotations.flatMap(({ write }) => secrets.map(write));
  const masked = masker.mask(quoted(written.join(' and ')));
  expect(written.filter((each) => masked.includes(each) || masked.includes(quoted(each)))).toEqual([]);
  expect(masked.split('[masked it]').length).toBeGreaterThan(written.length);
});

test('SECURITY.md has the table of what is covered and what is not', () => {
  const rows = notations.map(({ name, covered }) => `| ${name} | ${covered ? 'masked' : 'not masked'} |`);
  const table = ['| A secret that comes back | |', '| --- | --- |', ...rows].join('\n');
  const text = readFileSync(path, 'utf8');
  const [start, end] = [text.indexOf(marks[0]) + marks[0].length, text.indexOf(marks[1])];
  // Written anew with WRITE_NOTATIONS=1, by `npm run notations`.
  if (process.env['WRITE_NOTATIONS'] === '1')
    writeFileSync(path, `${text.slice(0, start)}\n\n${table}\n\n${text.slice(end)}`);
  else expect(cellsOf(text.slice(start, end))).toEqual(cellsOf(table));
});

/** The cells of a table, whatever the width of its columns. */
function cellsOf(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.includes('---'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}
