import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020';
import { inProject, projectPath } from './package-files';
import {
  type ContractSchema,
  contractSchemas,
  problemsOf,
  SchemaIndex,
  type SchemaProblem,
} from './schema-problem';

export type { ContractSchema, SchemaProblem } from './schema-problem';
type JsonValidator = (value: unknown) => SchemaProblem[];

interface Compiler {
  readonly ajv: Ajv2020;
  readonly index: SchemaIndex;
}

let compiler: Compiler | undefined;
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
  const { ajv, index } = (compiler ??= createCompiler());
  const validate = compile(ajv, index, file, pointer);
  const validator: JsonValidator = (value) =>
    validate(value) ? [] : problemsOf(validate.errors ?? [], index);
  validators.set(key, validator);
  return validator;
}

function createCompiler(): Compiler {
  const ajv = new Ajv2020({
    strict: true,
    // The alternatives of auth-request.json require members that are declared one level up.
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
    ...packagedSchemas,
    code: { ...packagedSchemas.code, process: joinedInPlace },
  });
  addFormats(ajv);
  const index = new SchemaIndex();
  const directory = inProject('schemas', 'json');
  for (const name of readdirSync(directory).filter((entry) => entry.endsWith('.json'))) {
    ajv.addSchema(register(index, join(directory, name)));
  }
  return { ajv, index };
}

/**
 * When a schema refers to another, Ajv copies all errors so far to add those of the other: for a hundred thousand wrong
 * items it would copy billions.
 */
function joinedInPlace(code: string): string {
  return code.replace(
    /\bvErrors\.concat\(([\w.]+)\)/g,
    '$1.reduce((all, one) => (all.push(one), all), vErrors)',
  );
}

function compile(ajv: Ajv2020, index: SchemaIndex, file: string, pointer: string): ValidateFunction {
  const id = index.idOf(projectPath(file)) ?? addFile(ajv, index, file);
  const validate = compiled(ajv, id + pointer, file);
  if (!validate) throw new Error(`${projectPath(file)} has no schema at ${pointer || 'its root'}`);
  return validate;
}

function compiled(ajv: Ajv2020, id: string, file: string): ValidateFunction | undefined {
  try {
    return ajv.getSchema(id);
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
