import { loadFixtures } from '../../src/contract/fixtures';
import { validateJson } from '../../src/contract/json-schema';
import { validateXml } from '../../src/contract/xml';

const sample = loadFixtures().find(({ id }) => id === 'setup-json-response')?.text ?? '';
const { access } = JSON.parse(sample) as { access: { token: Record<string, unknown> } };
const json = (body: unknown): string[] =>
  validateJson('setup-access', body).map(({ path, requirement }) => `${path} ${requirement}`);

const namespaces =
  'xmlns="http://docs.openstack.org/identity/api/v2.0" ' +
  'xmlns:a="http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0"';
const token =
  '<token id="t" expires="2014-01-09T15:08:53.645-06:00">' +
  '<a:authenticatedBy><a:credential>PASSWORD</a:credential></a:authenticatedBy></token>';
const user = '<user id="i" name="n"><roles/></user>';
const catalogue = '<serviceCatalog/>';
const xml = (...parts: string[]): string[] =>
  validateXml(`<access ${namespaces}>${parts.join('')}</access>`, 'setup-access').map(
    ({ path, requirement }) => `${path} ${requirement}`,
  );

test('a token alone is valid, in JSON and in XML, and as a response to another login it is not', () => {
  expect(json({ access })).toEqual([]);
  expect(xml(token)).toEqual([]);
  expect(validateJson('access', { access }).map(({ path }) => path)).toEqual([
    'access.user',
    'access.serviceCatalog',
  ]);
  expect(validateXml(`<access ${namespaces}>${token}</access>`, 'access')).toHaveLength(1);
});

test('in XML one token comes with what may accompany it', () => {
  expect(xml(user, token, catalogue)).toEqual([]);
  expect(xml(user, token, catalogue, token)).toHaveLength(1);
  expect(xml(user, catalogue)).toHaveLength(1);
});

test.each([
  ['id', 'setup.token'],
  ['expires', 'setup.token'],
  ['RAX-AUTH:authenticatedBy', 'setup.authenticated-by'],
])('the token needs its %s', (member, requirement) => {
  const without = { ...access.token };
  Reflect.deleteProperty(without, member);
  expect(json({ access: { token: without } })).toEqual([`access.token.${member} ${requirement}`]);
});

test('a token without access around it is not valid', () => {
  expect(json(access)).toEqual(['access setup.token']);
  expect(validateXml(token.replace('<token', `<token ${namespaces}`), 'setup-access')).toHaveLength(1);
});

test('a user that comes with the token has the form of a user', () => {
  expect(json({ access: { ...access, user: { id: 1 } } })).toContain('access.user.id user.id');
  expect(xml(token, '<user name="n"><roles/></user>')).toEqual(['/access/user/@id user.id']);
});
