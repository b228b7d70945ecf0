import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Ajv2020, AnySchemaObject, ValidateFunction } from 'ajv/dist/2020';
import { inProject, projectPath } from './package-files';
import {
  type ContractSchema,
  contractSchemas,
  problemsOf,
  SchemaIndex,
  type SchemaProblem,
} from './schema-problem';
import { ajvFor, preparedValidators, type Validators } from './validators';

export type { ContractSchema, SchemaProblem } from './schema-problem';
type JsonValidator = (value: unknown) => SchemaProblem[];

/** The schemas of `schemas/json/`. */
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
