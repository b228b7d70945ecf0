import { existsSync, readFileSync } from 'node:fs';
import { loadCatalogue, sourceOf } from '../../src/contract/catalogue';
import { loadFixtures } from '../../src/contract/fixtures';
import { compileSchemaFile } from '../../src/contract/json-schema';
import { inProject } from '../../src/contract/package-files';

const { requirements, get } = loadCatalogue();
const ids = requirements.map(({ id }) => id);

/** The prefixes that the ids of a file may have. */
const prefixes: Record<string, readonly string[]> = {
  'body-parameters': ['auth'],
  faults: ['fault'],
  'generated-requests': ['generated'],
  'http-messages': ['http'],
  'media-types': ['media'],
  'multi-factor-login': ['mfa'],
  'multi-factor-setup': ['setup'],
  operation: ['op'],
  parity: ['parity'],
  'query-parameters': ['query'],
  'request-samples': ['sample'],
  'response-codes': ['status'],
  'response-parameters': ['access'],
  'response-samples': ['access', 'token', 'user', 'role', 'service', 'endpoint'],
  tenant: ['tenant'],
};

test('no id is given twice', () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('every id has a prefix of its file', () => {
  const strange = requirements.filter(({ id, file }) => !prefixes[file]?.includes(id.split('.')[0] ?? ''));
  expect(strange.map(({ id, file }) => `${id} in ${file}.yaml`)).toEqual([]);
});

test('the ids are the released ones', () => {
  const released = readFileSync(inProject('requirements', 'released-ids.txt'), 'utf8').trim().split('\n');
  const gone = released
    .filter((id) => !ids.includes(id))
    .map((id) => `${id} was released and is gone: put it back, with excluded and a reason if it is given up`);
  const added = ids
    .filter((id) => !released.includes(id))
    .map((id) => `${id} is new: run npm run docs, and never rename it from then on`);
  expect([...gone, ...added]).toEqual([]);
});

test('every erratum named is one of E1 to E41, and is on the errata page', () => {
  const numbered = Array.from({ length: 41 }, (_, index) => `E${index + 1}`);
  const page = inProject('docs', 'errata.md');
  const explained = existsSync(page) ? readFileSync(page, 'utf8').match(/\bE\d+\b/g) : numbered;
  const named = [
    ...requirements.map(({ erratum }) => erratum),
    ...loadFixtures().map(({ repair }) => repair?.erratum),
  ].filter((erratum) => erratum !== undefined);
  expect(named.filter((erratum) => !numbered.includes(erratum))).toEqual([]);
  expect(numbered.filter((erratum) => !explained?.includes(erratum))).toEqual([]);
});

test('a requirement is found by its id', () => {
  const requirement = get('tenant.exclusive');
  expect(requirement).toMatchObject({ file: 'tenant', section: 'tenantId and tenantName', level: 'MUST' });
  expect(sourceOf(requirement)).toBe('document lines 44-45, 117-119, 122-124, 138-140, 143-145 (erratum E4)');
});

test('a mistyped id is refused with the nearest', () => {
  expect(() => get('tenant.exclusiv')).toThrow(
    'unknown requirement tenant.exclusiv, nearest is tenant.exclusive',
  );
});

describe('the schema of the catalogue', () => {
  const validate = compileSchemaFile(inProject('schemas', 'requirements.schema.json'));
  const requirement = {
    id: 'token.id',
    level: 'MUST',
    profile: 'core',
    lines: [313, '471-472'],
    title: 'The token has an id',
    statement: 'token.id is a string.',
  };
  const problemsWith = (change: object): string[] =>
    validate({ section: 'Token', requirements: [{ ...requirement, ...change }] }).map(({ path }) => path);

  test('accepts a requirement', () => {
    expect(problemsWith({})).toEqual([]);
  });

  test.each([
    ['id', { id: 'Token' }],
    ['level', { level: 'must' }],
    ['profile', { profile: 'json' }],
    ['lines', { lines: [] }],
    ['lines[0]', { lines: ['12 to 13'] }],
    ['erratum', { erratum: '4' }],
    ['statement', { statement: 'no sentence' }],
    ['note', { note: 'unknown' }],
  ])('refuses a wrong %s', (member, change) => {
    expect(problemsWith(change)).toEqual([`requirements[0].${member}`]);
  });
});
