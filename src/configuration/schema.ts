import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { type Profile, profiles } from '../contract/catalogue';
import { validatorOf } from '../contract/json-schema';
import { inProject } from '../contract/package-files';
import type { Limits } from '../http/settings';
import { nearestName } from '../text/prose';
import { ConfigurationError, formatPath, type MemberPath, pathOfPointer } from './configuration';
import type { SourceDocument } from './source-document';

interface LimitSchema {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** The parts of a member's schema that are meant for people. */
export interface MemberSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, MemberSchema>>;
}

interface ConfigurationSchema extends MemberSchema {
  readonly properties: Readonly<Record<string, MemberSchema>> & {
    readonly limits: { readonly properties: Readonly<Record<keyof Limits, LimitSchema>> };
  };
  readonly $defs: Readonly<Record<'account', MemberSchema>>;
}

let schema: ConfigurationSchema | undefined;
let validate: ValidateFunction | undefined;

function loadSchema(): ConfigurationSchema {
  const file = inProject('schemas', 'config.schema.json');
  schema ??= JSON.parse(readFileSync(file, 'utf8')) as ConfigurationSchema;
  return schema;
}

function schemaErrors(value: unknown): readonly ErrorObject[] {
  validate ??= validatorOf('configuration', 'config.schema.json', loadSchema());
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/** The default, the least and the greatest value of a limit. */
export function limitSchema(name: keyof Limits): LimitSchema {
  return loadSchema().properties.limits.properties[name];
}

/** The configuration as the published schema describes it, and one of its accounts. */
export function describedConfiguration(): { readonly whole: MemberSchema; readonly account: MemberSchema } {
  const whole = loadSchema();
  return { whole, account: whole.$defs.account };
}

/** A member name that can be shown; `password:secret`, with a space missing, cannot. */
const plainName = /^[\w.$-]{1,40}$/;

/**
 * What is wrong with the members of a configuration, one sentence each. No value is repeated.
 * @param variables the environment variables that went into a member, by its path
 */
export function shapeProblems(
  value: unknown,
  source: SourceDocument,
  variables: ReadonlyMap<string, readonly string[]>,
): string[] {
  const errors = schemaErrors(value);
  const mistyped = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  return errors
    .filter((error) => error.keyword === 'type' || !mistyped.has(error.instancePath))
    .filter((error) => !isPartOfAnother(error))
    .map((error) => {
      const path = pathOfPointer(error.instancePath, value);
      const names = variables.get(formatPath(path)) ?? [];
      const origin = names.length > 0 ? ` (its value comes from ${names.join(' and ')})` : '';
      const text = sentence(error, path, source, origin);
      return text.endsWith('?') ? text : `${text}.`;
    });
}

/** The branches of anyOf and the inside of propertyNames come with an error that speaks for them. */
function isPartOfAnother({ schemaPath }: ErrorObject): boolean {
  return /\/anyOf\/\d+\//.test(schemaPath) || schemaPath.includes('/propertyNames/');
}

function sentence(error: ErrorObject, path: MemberPath, source: SourceDocument, origin: string): string {
  const place = `${source.place(path)}${origin}`;
  const schema = error.parentSchema as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownMember(error, path, source);
    case 'required':
      return `${place} lacks ${String(error.params['missingProperty'])}; add it`;
    case 'type':
      return `${place} ${wrongType(error.data, String(schema['type']))}`;
    case 'minLength':
      return error.data === ''
        ? `${place} is empty; write a value, or leave the member out`
        : `${place} has fewer than ${String(schema['minLength'])} characters, too few to be masked without hiding other text; use a longer one`;
    case 'enum':
      return `${place} is not a profile${perhaps(String(error.data))}; use one of ${profiles.join(', ')}`;
    case 'minItems':
      return `${place} is empty; name at least one profile, or leave it out to test all`;
    case 'uniqueItems':
      return `${place} names a profile twice; name each once`;
    case 'minimum':
    case 'maximum':
      return `${place} must be between ${String(schema['minimum'])} and ${String(schema['maximum'])}; change it`;
    case 'pattern':
      return `${place} contains a character that a header must not contain, such as a line break; remove it`;
    case 'minProperties':
      return `${place} is empty; name at least one target, or leave it out`;
    case 'propertyNames':
      if (path[0] === 'targets' && path.length === 1)
        return `${place} has a name that is not made of letters, digits and hyphens; change it`;
      return `${place} has a member whose name is not a valid header name; use letters, digits and hyphens`;
    case 'anyOf':
      return `${place} has neither a password nor an apiKey; add one of them`;
    case 'not':
      return `${place} has more than one source of passcodes; keep one of passcode, totpSecret and passcodeCommand`;
    default:
      return `${place} breaks ${error.keyword} of schemas/config.schema.json; see there`;
  }
}

/** The message for an unknown member, with the nearest known one. */
export function unknownMember(error: ErrorObject, path: MemberPath, source: SourceDocument): string {
  const name = String(error.params['additionalProperty']);
  const known = Object.keys((error.parentSchema as { properties: object }).properties);
  const takes = `${formatPath(path)} takes ${known.filter((member) => member !== '$schema').join(', ')}`;
  if (name === '<<')
    return `${source.placeOfName([...path, name])} is the merge key of YAML 1.1, which is not supported; write out the members`;
  if (!plainName.test(name)) {
    return `${source.place(path)} has a member whose name is not a plain word; perhaps a space is missing after a colon; ${takes}`;
  }
  const meant = nearestName(name, known);
  return `${source.placeOfName([...path, name])} is not known; ${meant ? `did you mean ${meant}?` : takes}`;
}

/** The message for a value of the wrong type, to follow its place. */
export function wrongType(data: unknown, expected: string): string {
  if (data === null) {
    return 'has no value; write one (put a value with # or other special characters in quotes), or leave out the member';
  }
  if (expected === 'string' && typeof data !== 'object')
    return `is a ${typeof data} where a string is expected; put it in quotes`;
  if (expected === 'integer') return 'must be a whole number, without quotes; change it';
  const articles: Record<string, string> = {
    string: 'a string',
    array: 'a list',
    object: 'an object with members',
    boolean: 'true or false',
  };
  return `must be ${articles[expected] ?? expected}; change it`;
}

function perhaps(name: string): string {
  const meant = nearestName(name, profiles);
  return meant ? ` (did you mean ${meant}?)` : '';
}

/**
 * The named profiles, without duplicates and in the order of the contract.
 * @param place where they were configured, for error messages
 * @throws ConfigurationError for an unknown profile
 */
export function readProfiles(names: readonly string[], place = '--profile '): readonly Profile[] {
  const problems = names
    .filter((name) => !profiles.some((profile) => profile === name))
    .map((name) => `${place}${name} is not a profile${perhaps(name)}; use one of ${profiles.join(', ')}.`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return profiles.filter((profile) => names.includes(profile));
}
