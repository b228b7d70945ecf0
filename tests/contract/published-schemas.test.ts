import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { inProject } from '../../src/contract/package-files';

const files = readdirSync(inProject('schemas'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort();

test.each(files)('schemas/%s is a valid JSON Schema', (file) => {
  const ajv = new Ajv2020();
  const schema = JSON.parse(readFileSync(inProject('schemas', file), 'utf8')) as object;
  expect(ajv.validateSchema(schema)).toBe(true);
});
