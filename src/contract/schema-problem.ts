import type { ErrorObject } from 'ajv/dist/2020';

/** One way in which an instance breaks a schema, the same for JSON Schema and XSD. */
export interface SchemaProblem {
  /** Where in the instance: `access.user.roles[2].name` in JSON, `/access/token/@id` in XML; empty for a whole JSON document. */
  readonly path: string;
  /** One plain sentence. It repeats no value of the instance, which could be a secret. */
  readonly message: string;
  /** The constraint: `schemas/json/access.json#/$defs/token/properties/id/minLength`, `schemas/xsd/identity.xsd#token/@id`. */
  readonly schemaLocation: string;
  /** The requirement that the schema names at the constraint or next above it. */
  readonly requirement?: string;
}

/** The contracts that exist both as a JSON Schema and as an XSD. */
export const contractSchemas = ['auth-request', 'access', 'setup-access', 'fault'] as const;
export type ContractSchema = (typeof contractSchemas)[number];

/** Where a part of a schema stands, and the requirement named there or next above. */
interface SchemaPlace {
  /** `schemas/json/access.json#/$defs/token` */
  readonly location: string;
  readonly requirement?: string;
}

/**
 * Knows the place of every object of the loaded schemas. A validator's own schema path restarts at each `$ref`
 * and so cannot be followed back; the identity of the failing schema object can.
 */
export class SchemaIndex {
  readonly #places = new WeakMap<object, SchemaPlace>();
  readonly #ids = new Map<string, string>();

  /** @param file the schema's path as it is shown to people, `schemas/json/access.json` */
  add(file: string, schema: object): void {
    const id = '$id' in schema && typeof schema.$id === 'string' ? schema.$id : file;
    this.#ids.set(file, id);
    this.#visit(schema, `${file}#`, undefined);
  }

  /** The `$id` under which the file was added, undefined when it was not. */
  idOf(file: string): string | undefined {
    return this.#ids.get(file);
  }

  placeOf(schema: unknown): SchemaPlace | undefined {
    return typeof schema === 'object' && schema !== null ? this.#places.get(schema) : undefined;
  }

  #visit(part: object, location: string, above: string | undefined): void {
    const comment = '$comment' in part && typeof part.$comment === 'string' ? part.$comment : undefined;
    const requirement = (comment && requirementsIn(comment)[0]) ?? above;
    this.#places.set(part, { location, requirement });
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) {
        this.#visit(value, `${location}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, requirement);
      }
    }
  }
}

/** The requirement ids of a `$comment` or an `xs:documentation` that names them: `token.id, token.expires`. */
export function requirementsIn(comment: string): string[] {
  return comment.match(/\b[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+\b/g) ?? [];
}

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
      // If a value has the wrong type, nothing else is worth reporting.
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
      return 'The member is required but missing.';
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
      return 'The member is unknown.';
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
