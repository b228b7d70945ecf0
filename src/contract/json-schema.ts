import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Options } from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020';
import { inProject, preparedFolder, projectPath } from './package-files';
import {
  type ContractSchema,
  contractSchemas,
  problemsOf,
  SchemaIndex,
  type SchemaProblem,
} from './schema-problem';

/**
 * Options of Ajv for the schemas of this package. Tests validate them against the meta-schema, not at each
 * start, and used for a few documents only, so that to compile them takes longer than to use them.
 */
export const packagedSchemas = {
  validateSchema: false,
  meta: false,
  inlineRefs: false,
  code: { optimize: false },
} as const satisfies Options;

/** The schemas that each run needs, with the options of Ajv for them. `verbose` adds the schema to each error. */
const options = {
  contract: {
    strict: true,
    // The alternatives of auth-request.json require members that are declared one level up.
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
  },
  configuration: { allErrors: true, verbose: true },
  report: { allErrors: true, strict: true },
} as const satisfies Readonly<Record<string, Options>>;

type SchemaSet = keyof typeof options;

/** Ajv for some of the schemas; `source` keeps the code that it makes. */
export function ajvFor(set: SchemaSet, { source = false } = {}): Ajv2020 {
  const code = { ...packagedSchemas.code, source, lines: source, process: joinedInPlace };
  const ajv = new Ajv2020({ ...packagedSchemas, ...options[set], code });
  addFormats(ajv);
  return ajv;
}

/**
 * When a schema refers to another, Ajv copies all errors so far to add those of the other: for a hundred thousand wrong
 * items it would copy billions.
 */
export function joinedInPlace(code: string): string {
  return code.replace(
    /\bvErrors\.concat\(([\w.]+)\)/g,
    '$1.reduce((all, one) => (all.push(one), all), vErrors)',
  );
}

type Validators = Readonly<Record<string, ValidateFunction>>;

/**
 * The validators that the build made (`scripts/prepare-validators.js`), so that a run need not load Ajv; there are none next
 * to the sources.
 *
 * @param schemas by file name; the errors refer to these very objects
 */
function preparedValidators(
  set: SchemaSet,
  schemas: Readonly<Record<string, object>>,
): Validators | undefined {
  const file = join(preparedFolder, 'validators', `${set}.js`);
  if (!existsSync(file)) return undefined;
  const make = createRequire(__filename)(file) as (known: typeof schemas) => Validators;
  return make(schemas);
}

/** The validator of a schema that stands alone. */
export function validatorOf(set: SchemaSet, file: string, schema: object): ValidateFunction {
  return preparedValidators(set, { [file]: schema })?.[file] ?? ajvFor(set).compile(schema);
}

export type { ContractSchema, SchemaProblem } from './schema-problem';
type JsonValidator = (value: unknown) => SchemaProblem[];

interface Contract {
  readonly index: SchemaIndex;
  /** By file name. */
  readonly schemas: Readonly<Record<string, AnySchemaObject>>;
  /** What the build made of them. */
  prepared?: Validators;
  /** Made for any other schema. */
  ajv?: Ajv2020;
}

let loaded: Contract | undefined;
const validators = new Map<string, JsonValidator>();

/**
 * Judges a decoded JSON document by one of the contract's schemas (`schemas/json/`, JSON Schema 2020-12).
 *
 * @returns every problem, in the order of the schema; an empty list when the document is valid
 */
export function validateJson(schema: ContractSchema, value: unknown): SchemaProblem[] {
  return compileSchemaFile(fileOf(schema))(value);
}

/**
 * Compiles the schemas of the contract, so that a broken one is noticed before a response is judged by it.
 *
 * @throws Error that names the file
 */
export function compileContractSchemas(): void {
  for (const schema of contractSchemas) compileSchemaFile(fileOf(schema));
}

function fileOf(schema: ContractSchema): string {
  return inProject('schemas', 'json', `${schema}.json`);
}

/**
 * Compiles any schema file, once per process, for the same form of problems. The schema may refer to those of
 * `schemas/json/` by their `$id`.
 *
 * @param file absolute path
 * @param pointer a part of the file, `#/$defs/outline`
 * @throws Error when the file is not a schema
 */
export function compileSchemaFile(file: string, pointer = ''): JsonValidator {
  const key = file + pointer;
  const known = validators.get(key);
  if (known) return known;
  const contract = (loaded ??= load());
  const { index } = contract;
  const validate = usable(file, () => prepared(contract, key) ?? compile(contract, file, pointer));
  const validator: JsonValidator = (value) =>
    validate(value) ? [] : problemsOf(validate.errors ?? [], index);
  validators.set(key, validator);
  return validator;
}

function load(): Contract {
  const index = new SchemaIndex();
  const directory = inProject('schemas', 'json');
  const names = readdirSync(directory).filter((entry) => entry.endsWith('.json'));
  return {
    index,
    schemas: Object.fromEntries(names.map((name) => [name, register(index, join(directory, name))])),
  };
}

function prepared(contract: Contract, file: string): ValidateFunction | undefined {
  if (dirname(file) !== inProject('schemas', 'json')) return undefined;
  contract.prepared ??= preparedValidators('contract', contract.schemas) ?? {};
  return contract.prepared[basename(file)];
}

function compile(contract: Contract, file: string, pointer: string): ValidateFunction {
  const { index, schemas } = contract;
  contract.ajv ??= ajvFor('contract').addSchema(Object.values(schemas));
  const id = index.idOf(projectPath(file)) ?? addFile(contract.ajv, index, file);
  const validate = contract.ajv.getSchema(id + pointer);
  if (!validate) throw new Error(`there is none at ${pointer || 'its root'}`);
  return validate;
}

function usable(file: string, make: () => ValidateFunction): ValidateFunction {
  try {
    return make();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the schema ${projectPath(file)} cannot be used: ${why}; reinstall the suite`, {
      cause: error,
    });
  }
}

function addFile(ajv: Ajv2020, index: SchemaIndex, file: string): string {
  const schema = register(index, file);
  const id = schema.$id ?? projectPath(file);
  ajv.addSchema(schema, schema.$id ? undefined : id);
  return id;
}

function register(index: SchemaIndex, file: string): AnySchemaObject {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject;
  index.add(projectPath(file), schema);
  return schema;
}
