import { loadCatalogue } from '../../src/contract/catalogue';
import { loadFixtures, type Fixture } from '../../src/contract/fixtures';
import { validateJson } from '../../src/contract/json-schema';
import { parseXml, validateXml } from '../../src/contract/xml';

const fixtures = loadFixtures();
const problemsOf = ({ format, schema }: Fixture, text: string): unknown[] =>
  format === 'xml' ? validateXml(text, schema) : validateJson(schema, JSON.parse(text));

function isWellFormed(format: Fixture['format'], text: string): boolean {
  if (format === 'xml') return 'root' in parseXml(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('all eight requests and three responses of the document are there', () => {
  const ids = (kind: Fixture['kind']): string[] =>
    fixtures.filter((fixture) => fixture.kind === kind).map(({ id }) => id);
  expect(ids('request')).toEqual([
    'password-xml',
    'password-json',
    'api-key-xml',
    'api-key-json',
    'password-tenant-xml',
    'api-key-tenant-json',
    'setup-xml',
    'setup-json',
  ]);
  expect(ids('response')).toEqual(['api-key-xml-response', 'api-key-json-response', 'setup-json-response']);
});

describe.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (_id, fixture) => {
  test('satisfies its schema', () => {
    expect(problemsOf(fixture, fixture.text)).toEqual([]);
  });

  test('stands within the lines of its requirement', () => {
    const { lines } = loadCatalogue().get(fixture.requirement);
    expect(lines.some(({ from, to }) => from <= fixture.lines.from && fixture.lines.to <= to)).toBe(true);
  });

  test('has each of its values once, in quotes, where a real one can take its place', () => {
    const occurrences = Object.values(fixture.values ?? {}).map(
      (literal) => fixture.text.split(`"${literal}"`).length - 1,
    );
    expect(occurrences).toEqual(occurrences.map(() => 1));
    expect(occurrences.length > 0).toBe(fixture.kind === 'request');
  });
});

const repaired = fixtures.flatMap((fixture) =>
  fixture.repair ? [{ id: fixture.id, fixture, repair: fixture.repair }] : [],
);

test('four samples needed a repair, one only to be of use', () => {
  expect(repaired.map(({ id, repair }) => `${id} ${repair.erratum} ${repair.unrepairedIs}`)).toEqual([
    'password-xml E8 valid',
    'setup-xml E8 not-well-formed',
    'setup-json E7 not-well-formed',
    'setup-json-response E9 not-valid',
  ]);
});

test.each(repaired)('the original of $id is what the index says', ({ fixture, repair }) => {
  const wellFormed = isWellFormed(fixture.format, repair.unrepairedText);
  expect(wellFormed).toBe(repair.unrepairedIs !== 'not-well-formed');
  if (wellFormed) {
    expect(problemsOf(fixture, repair.unrepairedText).length === 0).toBe(repair.unrepairedIs === 'valid');
  }
});

test('the original setup response fails because access is missing, and for no other reason', () => {
  const answer = repaired.find(({ id }) => id === 'setup-json-response');
  expect(validateJson('setup-access', JSON.parse(answer?.repair.unrepairedText ?? ''))).toEqual([
    {
      path: 'access',
      message: 'The member is required but missing.',
      schemaLocation: 'schemas/json/setup-access.json#/required',
      requirement: 'setup.token',
    },
  ]);
});

test('the original setup request fails at its unbound prefix', () => {
  const request = repaired.find(({ id }) => id === 'setup-xml');
  expect(parseXml(request?.repair.unrepairedText ?? '')).toMatchObject({ problem: { line: 4 } });
});
