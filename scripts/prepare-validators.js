/*
 * After a build: the code that Ajv makes of the schemas that each run needs is written beside the compiled code, so that a
 * run neither loads Ajv nor waits for it. A schema that does not compile fails the build.
 */
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { _Code, getProperty } = require('ajv/dist/compile/codegen/code');
const standaloneCode = require('ajv/dist/standalone').default;
const { transformSync } = require('esbuild');
const { ajvFor, joinedInPlace } = require('../dist/src/contract/json-schema');

const schemas = join(__dirname, '..', 'schemas');
const folder = join(__dirname, '..', 'dist', 'prepared', 'validators');

/** The code of a function that takes the schemas by file name, and returns their validators by file name. */
function validatorsOf(set, schemasByFile) {
  const ajv = ajvFor(set, { source: true });
  const ids = Object.entries(schemasByFile).map(([file, schema]) => [file, schema.$id ?? file]);
  for (const [file, id] of ids) ajv.addSchema(schemasByFile[file], id);
  for (const [, id] of ids) ajv.getSchema(id);
  // Ajv would write a copy of each schema into the code, but problems are located by the schema that an error refers to.
  const places = new Map();
  visit(schemasByFile, 'schemas', places);
  for (const [schema, name] of ajv.scope._values.schema ?? [])
    name.value.code = new _Code(places.get(schema));
  const code = joinedInPlace(standaloneCode(ajv, Object.fromEntries(ids)));
  const module = `'use strict';\nmodule.exports = (schemas) => {\nconst exports = {};\n${code}\nreturn exports;\n};\n`;
  return transformSync(module, { minify: true }).code;
}

/** The expression for each part of a value. */
function visit(value, expression, places) {
  if (typeof value !== 'object' || value === null) return;
  places.set(value, expression);
  for (const [name, part] of Object.entries(value))
    visit(part, `${expression}${Array.isArray(value) ? `[${name}]` : getProperty(name)}`, places);
}

const read = (...path) => JSON.parse(readFileSync(join(schemas, ...path), 'utf8'));

const sets = {
  contract: Object.fromEntries(readdirSync(join(schemas, 'json')).map((name) => [name, read('json', name)])),
  configuration: { 'config.schema.json': read('config.schema.json') },
  report: { 'report.schema.json': read('report.schema.json') },
};

mkdirSync(folder, { recursive: true });
for (const [set, schemasByFile] of Object.entries(sets))
  writeFileSync(join(folder, `${set}.js`), validatorsOf(set, schemasByFile));
