import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checked, essential, statusOf } from './checked';

const textOf = (name: string) => readFileSync(join(__dirname, 'archives', `${name}.har`), 'utf8');
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -2);

/** What programs write, and what of it is judged: a right login and a wrong one stand in each. */
const dialects: readonly (readonly [
  name: string,
  recorded: { readonly judged: number; readonly statusAlone?: number[]; readonly leftAside?: object[] },
])[] = [
  [
    'chrome',
    {
      judged: 3,
      statusAlone: [5],
      leftAside: [
        { why: 'it is not a request to /v2.0/tokens', entries: [1] },
        { why: 'it is a preflight request (OPTIONS) of a browser', entries: [2] },
        { why: 'its response was not recorded', entries: [6] },
      ],
    },
  ],
  ['firefox', { judged: 3, statusAlone: [3] }],
  ['safari', { judged: 3, statusAlone: [3] }],
  ['charles', { judged: 2, leftAside: [{ why: 'it is not a request to /v2.0/tokens', entries: [1] }] }],
  [
    'fiddler',
    {
      judged: 3,
      statusAlone: [3],
      leftAside: [{ why: 'the body of its request was not recorded', entries: [4] }],
    },
  ],
  ['insomnia', { judged: 2 }],
  [
    'mitmproxy',
    {
      judged: 3,
      statusAlone: [4],
      leftAside: [{ why: 'it is not a request to /v2.0/tokens', entries: [1] }],
    },
  ],
  ['proxyman', { judged: 2 }],
];

test.each(dialects)(
  'an archive as %s writes it is judged, and no secret of it is shown',
  async (name, recorded) => {
    const { report, shown } = await checked(textOf(name), ...essential);
    expect(report.recorded).toMatchObject({ leftAside: [], ...recorded });
    expect(report.recorded?.redacted).toBeUndefined();
    expect(report.summary.checks.failed).toBe(0);
    for (const id of [
      'op.password/json',
      'status.wrong-credentials/json-wrong-password',
      'access.json/every-exchange',
    ])
      expect([id, statusOf(report, id)]).toEqual([id, 'passed']);
    for (const secret of ['Quiet-Harbour-42', 'Loud-Harbour-43', `tok-${name}-5b0c9f0e3d57`])
      for (const form of [secret, base64(secret)]) expect(shown).not.toContain(form);
    expect(shown).toContain('Unable to authenticate with the credentials provided.');
  },
);

test('an archive whose secrets were taken out is said to be so, and nothing is held against the server for it', async () => {
  const { report, shown } = await checked(textOf('redacted'));
  expect(report.summary.checks.failed).toBe(0);
  expect(report.recorded?.redacted?.join()).toContain(
    'the same request has two different responses (entry 1 and 2 more)',
  );
  expect(shown).toContain('the archive seems to be redacted');
  for (const id of [
    'op.password/every-exchange',
    'token.unique/every-exchange',
    'status.wrong-credentials/every-exchange',
  ])
    expect([id, statusOf(report, id)]).toEqual([id, 'not-verified']);
  // What was not taken out is judged.
  expect(statusOf(report, 'user.roles/every-exchange')).toBe('passed');
});
