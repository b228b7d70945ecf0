import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';
import { inProject } from '../../src/contract/package-files';
import { profileDescriptions, profiles } from '../../src/contract/catalogue';
import { accountNames } from '../../src/protocol/account';

const schema = JSON.parse(readFileSync(inProject('schemas', 'config.schema.json'), 'utf8')) as {
  $defs: { profile: { enum: string[]; description: string } };
  properties: { accounts: { properties: object } };
};

test('the published schema is valid by its dialect', () => {
  expect(new Ajv2020({ strictTypes: true, strictTuples: true }).compile(schema)).toBeInstanceOf(Function);
});

test('the published schema knows the profiles and accounts of the suite', () => {
  expect(schema.$defs.profile.enum).toEqual([...profiles]);
  expect(Object.keys(schema.properties.accounts.properties)).toEqual([...accountNames]);
});

test('the published schema says of each profile what the suite says', () => {
  for (const profile of profiles)
    expect(schema.$defs.profile.description).toContain(`${profile}: ${profileDescriptions[profile]}`);
});

test('the published schema accepts references to environment variables wherever a string is', () => {
  const reference = '${NAME}';
  const account = { username: reference, password: reference, tenantId: reference, totpSecret: reference };
  const configuration = {
    baseUrl: reference,
    accounts: { user: account, mfaUser: account },
    foreignTenantId: reference,
    headers: { 'X-Source': reference },
  };
  expect(new Ajv2020().compile(schema)(configuration)).toBe(true);
});
