import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadFixtures } from '../../src/contract/fixtures';
import { validateJson } from '../../src/contract/json-schema';
import { inProject } from '../../src/contract/package-files';
import { validateXml } from '../../src/contract/xml';
import { faultNames } from '../../src/protocol/fault';
import { callIn } from '../package/host-project';

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

test('the operation responds with 200 and every status that has a fault', () => {
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

const answers = Object.keys(responses).flatMap((status) =>
  Object.entries(object(at(targetOf(root, responses[status]).value, ['content']))).map(
    ([mediaType, content]) => [status, mediaType, content] as const,
  ),
);

test.each(answers)('a mock has a valid body for %s in %s', (status, mediaType, content) => {
  const examples = Object.values(object(at(content, ['examples'])));
  // A mock takes the first, and can take no other than a value.
  const values = examples.flatMap((example) => at(example, ['value']) ?? []);
  expect(values[0]).toBeDefined();
  expect(values[0]).toBe(at(examples[0], ['value']));
  for (const value of values)
    expect(problemsOf(value, mediaType, status === '200' ? 'access' : 'fault')).toEqual([]);
  const names = faultNames[Number(status)];
  for (const value of status === '200' ? [] : values) expect(names).toContain(faultNameIn(value));
});

function problemsOf(value: unknown, mediaType: string, schema: 'access' | 'fault'): unknown {
  if (mediaType === 'application/json') return validateJson(schema, value);
  return validateXml(String(value), schema);
}

/** The one member of a fault in JSON, or its root element in XML. */
function faultNameIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /<(\w+)/.exec(value)?.[1] : Object.keys(object(value))[0];
}

test('no two schemas come under one name to a generator', async () => {
  const bundled = join(mkdtempSync(join(tmpdir(), 'openapi-')), 'bundled.json');
  const bundler = inProject('lint', 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const { code, stderr } = await callIn(
    inProject(),
    process.execPath,
    [bundler, 'bundle', root, '-o', bundled, '--config', inProject('lint', 'redocly.yaml')],
    {
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    },
  );
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('same name')]);
  const { components } = JSON.parse(readFileSync(bundled, 'utf8')) as { components: { schemas: object } };
  rmSync(dirname(bundled), { recursive: true });
  // As generators write the names of types.
  const types = Object.keys(components.schemas).map((name) => name.replace(/\W/g, '').toLowerCase());
  expect(types).toHaveLength(new Set(types).size);
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
