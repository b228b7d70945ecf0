'use strict';

const { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const spec = `
const supertest = require('supertest');
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const { readdirSync, readFileSync } = require('node:fs');

const ajv = new Ajv({ strict: false });
addFormats(ajv);
for (const file of readdirSync('schemas')) ajv.addSchema(JSON.parse(readFileSync('schemas/' + file, 'utf8')), file);
const validate = ajv.getSchema('access.json');

test.each(JSON.parse(readFileSync('cases.json', 'utf8')))('$id', async ({ method, path, headers, body, status }) => {
  const answer = await supertest(process.env.BASE_URL)[method.toLowerCase()](path).set(headers).send(body);
  expect(answer.status).toBe(status);
  if (status === 200 && /json/.test(answer.type)) expect(validate(answer.body)).toBe(true);
});
`;

/** What one would write in an afternoon: one file with Jest, supertest and ajv. */
function prepare(cases, baseUrl, directory) {
  const schemas = path.join(__dirname, '..', '..', 'schemas', 'json');
  mkdirSync(path.join(directory, 'schemas'));
  for (const file of readdirSync(schemas))
    copyFileSync(path.join(schemas, file), path.join(directory, 'schemas', file));
  symlinkSync(path.join(__dirname, '..', 'node_modules'), path.join(directory, 'node_modules'));
  writeFileSync(path.join(directory, 'cases.json'), JSON.stringify(cases));
  writeFileSync(path.join(directory, 'tokens.test.js'), spec);
  writeFileSync(path.join(directory, 'package.json'), '{"jest": {"transform": {}}}');
  const jest = path.join(__dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
  return {
    args: [jest, '--runInBand', '--watchman=false'],
    cwd: directory,
    env: { BASE_URL: baseUrl, CI: 'true' },
  };
}

module.exports = { prepare };
