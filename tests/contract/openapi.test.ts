import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadFixtures } from '../../src/contract/fixtures';
import { validateJson } from '../../src/contract/json-schema';
import { inProject } from '../../src/contract/project-root';
import { faultNames } from '../../src/identity/fault';

interface Found {
  readonly file: string;
  readonly value: unknown;
}

const root = inProject('schemas', 'openapi.yaml');
const documents = new Map<string, unknown>();
const operation = at(contentOf(root), ['paths', '/v2.0/tokens', 'post']);
const responses = object(at(operation, ['responses']));

test('every reference has a target, the JSON Schemas among them', () => {
  const references = referencesFrom(root);
  expect(references.filter(({ value }) => value === undefined)).toEqual([]);
  const schemas = references.map(({ file }) => relative(inProject('schemas'), file));
  for (const name of ['access', 'auth-request', 'fault', 'setup-access'])
    expect(schemas).toContain(`json/${name}.json`);
});

test('the operation answers with 200 and every status that has a fault', () => {
  expect(Object.keys(responses)).toEqual(['200', ...Object.keys(faultNames)]);
});

test.each(Object.entries(faultNames))('%s can hold the faults of its status', (status, names) => {
  const refusal = targetOf(root, responses[status]);
  const schema = at(refusal.value, ['content', 'application/json', 'schema']);
  const required = membersNamed(schema, 'required').flat();
  expect(required).toEqual(names);
});

test('a 401 has its challenge', () => {
  expect(Object.keys(object(at(targetOf(root, responses['401']).value, ['headers'])))).toEqual([
    'WWW-Authenticate',
  ]);
});

test('the examples are the samples of the document', () => {
  const examples = filesFrom(root)
    .flatMap((file) => membersNamed(contentOf(file), 'externalValue').map((path) => ({ file, path })))
    .map(({ file, path }) => relative(inProject('fixtures'), resolve(dirname(file), String(path))));
  expect(examples.sort()).toEqual(
    loadFixtures()
      .map(({ file }) => file)
      .sort(),
  );
});

test('the examples of refusals are faults', () => {
  const refusals = Object.keys(faultNames).map((status) => targetOf(root, responses[status]).value);
  const examples = refusals.flatMap((refusal) =>
    Object.values(object(at(refusal, ['content', 'application/json', 'examples']))),
  );
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.flatMap((example) => validateJson('fault', at(example, ['value'])))).toEqual([]);
});

/** What every reference of a file, and of the files that it leads to, stands for. */
function referencesFrom(start: string): Found[] {
  return filesFrom(start).flatMap((file) =>
    membersNamed(contentOf(file), '$ref').map((reference) => targetOf(file, { $ref: reference })),
  );
}

function filesFrom(start: string, known = new Set<string>()): string[] {
  if (known.has(start)) return [];
  known.add(start);
  const next = membersNamed(contentOf(start), '$ref').map(
    (reference) => split(start, String(reference)).file,
  );
  return [start, ...next.flatMap((file) => filesFrom(file, known))];
}

/** The value itself, or what it refers to, through any number of references. */
function targetOf(file: string, value: unknown): Found {
  const reference = at(value, ['$ref']);
  if (typeof reference !== 'string') return { file, value };
  const target = split(file, reference);
  return targetOf(target.file, at(contentOf(target.file), target.path));
}

function split(file: string, reference: string): { file: string; path: string[] } {
  const [name = '', pointer = ''] = reference.split('#');
  const path = pointer.split('/').slice(1);
  return {
    file: name === '' ? file : resolve(dirname(file), name),
    path: path.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  };
}

function contentOf(file: string): unknown {
  if (!documents.has(file))
    documents.set(file, existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined);
  return documents.get(file);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inside, step) => object(inside)[step], value);
}

/** The members of an object; none where the value is no object. */
function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The values of all members of a name, at any depth. */
function membersNamed(value: unknown, name: string): unknown[] {
  return Object.entries(object(value)).flatMap(([key, inside]) =>
    key === name ? [inside] : membersNamed(inside, name),
  );
}
