import type { Behaviour } from '../../src/server';
import { findingsOf } from '../../src/report/findings/findings';
import { check } from './sample-report';
import { judge } from '../suite/deviating';

type Fault = Readonly<Record<string, unknown>>;

/** A server whose faults in JSON are written otherwise. */
const rewritten =
  (write: (name: string, fault: Fault) => object) =>
  (standard: Behaviour): Behaviour => ({
    ...standard,
    serialiseJson: (value) => {
      const [[name, fault] = ['', {}]] = Object.entries(value);
      return name === 'access'
        ? standard.serialiseJson(value)
        : JSON.stringify(write(name, fault as unknown as Fault));
    },
  });

const only = (...checks: readonly string[]) => checks.flatMap((pattern) => ['--check', pattern]);

/** The notes of a run of the faults alone, as the console lists them: requirement and sentences of each. */
async function notesOn(behaviour: (standard: Behaviour) => Behaviour) {
  const { stdout, report } = await judge(behaviour, ...only('fault.*', 'generated.*'));
  const { notes } = findingsOf(report.checks, false);
  return { stdout, report, notes };
}

test('a server that writes every code as a string has one cause, with its place in the sentence', async () => {
  const { notes, stdout, report } = await notesOn(
    rewritten((name, fault) => ({ [name]: { ...fault, code: String(fault['code']) } })),
  );
  expect(notes.map(({ checks }) => checks[0]?.requirement)).toEqual(['fault.code']);
  expect(notes[0]?.message).toContain('must be a number');
  expect(new Set(notes[0]?.follows.map(({ requirement }) => requirement))).toContain('fault.schema');
  expect(stdout.replace(/\s+/g, ' ')).toContain('Also: fault.schema (SHOULD,');
  // The place stands before the example.
  const message = report.checks.find(({ id }) => id === 'fault.schema/every-exchange')?.message;
  expect(message).toMatch(/^The value must be an integer at \w+\.code\. Seen in \d+ exchanges, first in /);
});

test('so has one whose faults have another envelope, or names of their own', async () => {
  const envelope = await notesOn(rewritten((_, fault) => ({ error: { title: 'T', ...fault } })));
  expect(envelope.notes.map(({ message }) => message)).toEqual([
    'The fault is an OpenStack error envelope, another dialect of the same fault.',
  ]);
  const named = await notesOn(rewritten((name, fault) => ({ [`my-${name}`]: fault })));
  expect(named.notes).toHaveLength(1);
});

test('a server error in place of a 401 is none without a challenge', async () => {
  const { report } = await judge(
    (standard) => ({
      ...standard,
      faults: {
        ...standard.faults,
        secretWrong: { ...standard.faults.secretWrong, status: 500, name: 'identityFault' },
      },
    }),
    ...only('fault.challenge/*'),
  );
  expect(report.checks).toMatchObject([
    { status: 'not-applicable', message: expect.stringMatching(/^There is no 401 to judge: .* 500 with/) },
    { status: 'not-applicable' },
  ]);
});

test('an empty body of a refusal has no format, and is no fault', async () => {
  const { report } = await judge(
    (standard) => ({
      ...standard,
      serialiseJson: (value) => ('access' in value ? standard.serialiseJson(value) : ''),
    }),
    ...only('fault.*'),
  );
  const of = (requirement: string) => report.checks.filter((each) => each.requirement === requirement);
  expect(of('fault.schema').some(({ status }) => status === 'warned')).toBe(true);
  for (const { message = '' } of of('fault.format')) expect(message).not.toContain('an empty body)');
});

test('findings about faults never differ by a status or the name of a fault alone', () => {
  const warned = (status: number, name: string, path?: string) =>
    check(`fault.schema/${name}`, 'warned', {
      requirement: 'fault.schema',
      level: 'SHOULD',
      ...(path === undefined
        ? { expected: 'a fault', received: `${status} with the fault ${name}` }
        : { message: 'It is wrong.', path }),
    });
  const one = (...checks: Parameters<typeof findingsOf>[0]) => findingsOf(checks, false).notes.length;
  expect(one(warned(400, 'badRequest'), warned(415, 'badMediaType'))).toBe(1);
  expect(one(warned(400, 'badRequest', 'badRequest.code'), warned(401, 'own', '/own/@code'))).toBe(1);
  expect(
    one(warned(400, 'badRequest', 'badRequest.code'), warned(400, 'badRequest', 'badRequest.message')),
  ).toBe(2);
});

test('a valid request that is refused comes before refusals with another status', () => {
  const another = { expected: '401', received: '400 with the fault badRequest', message: 'Refused.' };
  const refused = { expected: '200', received: '400 with the fault badRequest', message: 'Refused.' };
  const { failures } = findingsOf(
    [
      check('status.wrong-credentials/json', 'failed', another),
      check('tenant.id/every-exchange', 'failed', refused),
    ],
    false,
  );
  expect(failures.map(({ checks }) => checks[0]?.requirement)).toEqual([
    'tenant.id',
    'status.wrong-credentials',
  ]);
});
