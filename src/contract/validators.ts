import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Options } from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { preparedFolder } from './package-files';

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

export type SchemaSet = keyof typeof options;

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

export type Validators = Readonly<Record<string, ValidateFunction>>;

/**
 * The validators that the build made (`scripts/prepare-validators.js`), so that a run need not load Ajv; there are none next
 * to the sources.
 *
 * @param schemas by file name; the errors refer to these very objects
 */
export function preparedValidators(
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
