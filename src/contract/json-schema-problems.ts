import type { ErrorObject } from 'ajv/dist/2020';
import type { SchemaIndex } from './schema-index';
import type { SchemaProblem } from './schema-problem';

/** Keywords that hold alternatives: their own sentence says more than the failures of each alternative. */
const alternatives = new Set(['oneOf', 'anyOf']);

/** Most errors of a document that are reported: each is compared with the others. */
const mostErrors = 1000;

/** Turns a validator's errors into problems, the first thousand at most, without the noise of alternatives and without any value. */
export function problemsOf(errors: readonly ErrorObject[], index: SchemaIndex): SchemaProblem[] {
  const located = errors
    .slice(0, mostErrors)
    .filter((error) => error.keyword !== 'if' && error.keyword !== 'propertyNames')
    .map((error) => ({ error, place: index.placeOf(error.parentSchema) }));
  const swallowed = located
    .filter(({ error }) => alternatives.has(error.keyword))
    .map(({ error, place }) => `${place?.location}/${error.keyword}/`);
  const failing = located.filter(
    ({ place }) => !swallowed.some((prefix) => `${place?.location}/`.startsWith(prefix)),
  );
  const wrongType = new Set(
    failing.filter(({ error }) => error.keyword === 'type').map(({ error }) => error.instancePath),
  );
  return (
    failing
      // Of a value of the wrong type, nothing else is worth saying.
      .filter(({ error }) => error.keyword === 'type' || !wrongType.has(error.instancePath))
      .map(({ error, place }) => ({
        path: pathOf(error),
        message: sentenceFor(error),
        schemaLocation: place ? `${place.location}/${error.keyword}` : error.schemaPath,
        requirement: missingMember(error, index) ?? place?.requirement,
      }))
  );
}

/** For a missing member, the requirement is the one named at its subschema, not at the object that lacks it. */
function missingMember(error: ErrorObject, index: SchemaIndex): string | undefined {
  const name = memberIn(error, 'missingProperty');
  const parent: unknown = error.parentSchema;
  if (name === undefined || typeof parent !== 'object' || parent === null || !('properties' in parent))
    return;
  const members = parent.properties as Record<string, unknown>;
  return index.placeOf(members[name])?.requirement;
}

function memberIn(error: ErrorObject, parameter: string): string | undefined {
  const value = (error.params as Record<string, unknown>)[parameter];
  return typeof value === 'string' ? value : undefined;
}

function pathOf(error: ErrorObject): string {
  const segments = error.instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const member =
    memberIn(error, 'missingProperty') ?? memberIn(error, 'additionalProperty') ?? error.propertyName;
  if (member !== undefined) segments.push(member);
  return segments.reduce((path, segment) => {
    if (/^\d+$/.test(segment)) return `${path}[${segment}]`;
    if (!/^[\w:$-]+$/.test(segment)) return `${path}[${JSON.stringify(segment)}]`;
    return path === '' ? segment : `${path}.${segment}`;
  }, '');
}

function sentenceFor(error: ErrorObject): string {
  const schema = error.parentSchema as { description?: unknown } | undefined;
  const own = typeof schema?.description === 'string' ? schema.description : undefined;
  const limit = (error.params as { limit?: number }).limit;
  switch (error.keyword) {
    case 'required':
      return 'The member is required and missing.';
    case 'type':
      return `The value must be ${typeNames([error.schema].flat() as string[])}.`;
    case 'minLength':
      return limit === 1 ? 'The text must not be empty.' : `The text must have at least ${limit} characters.`;
    case 'maxLength':
      return `The text must have at most ${limit} characters.`;
    case 'minItems':
      return `The list must have at least ${limit} ${limit === 1 ? 'entry' : 'entries'}.`;
    case 'minProperties':
    case 'maxProperties':
      return (
        own ??
        `The object must have at ${error.keyword === 'minProperties' ? 'least' : 'most'} ${limit} members.`
      );
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'The member is not known here.';
    case 'enum':
      return own ?? `The value must be one of ${JSON.stringify(error.schema)}.`;
    case 'const':
      return `The value must be ${JSON.stringify(error.schema)}.`;
    case 'format':
      return `The text must be ${formatNames[String(error.schema)] ?? `a valid ${String(error.schema)}`}.`;
    default:
      return own ?? `The value ${error.message ?? `does not satisfy ${error.keyword}`}.`;
  }
}

const formatNames: Record<string, string | undefined> = {
  uri: 'an absolute URI',
  'date-time': 'a date and time with a zone',
};

function typeNames(types: readonly string[]): string {
  return types
    .map((type) => (/^[aeio]/.test(type) ? `an ${type}` : type === 'null' ? type : `a ${type}`))
    .join(' or ');
}
