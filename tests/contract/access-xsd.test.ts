import { loadFixtures } from '../../src/contract/fixtures';
import { validateXml } from '../../src/contract/xml';

const xml = (text: string): string[] =>
  validateXml(text, 'access').map(({ path, requirement }) => `${path} ${requirement}`);
const sample = loadFixtures().find(({ id }) => id === 'api-key-xml-response')?.text ?? '';
const token = /<token [^]*<\/token>/.exec(sample)?.[0] ?? '';
const user = /<user [^]*<\/user>/.exec(sample)?.[0] ?? '';
const catalogue = /<serviceCatalog>[^]*<\/serviceCatalog>/.exec(sample)?.[0] ?? '';
const head = sample.slice(0, sample.indexOf(token));
const written = (...parts: string[]): string => `${head}${parts.join('')}</access>`;
const replaced = (from: string | RegExp, to: string): string => {
  const text = sample.replace(from, to);
  if (text === sample) throw new Error(`the sample holds nothing like ${String(from)}`);
  return text;
};

// Which responses are valid is held by tests/protocol/same-contract; here is what is said of those that are not.
describe('the XSD of the response', () => {
  test('ignores the types of the server that xsi:type names, but not what stands beside them', () => {
    const instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:own="urn:own"';
    const typed = (part: string, name: string) =>
      part.replace(`<${name} `, `<${name} ${instance} xsi:type="own:${name}" `);
    expect(xml(written(typed(token, 'token'), typed(user, 'user'), catalogue))).toEqual([]);
    const withoutId = typed(token, 'token').replace(/ id="[^"]*"/, '');
    expect(xml(written(withoutId, user, catalogue))).toEqual(['/access/token/@id token.id']);
  });

  test.each([
    ['token', [user, catalogue], 'access.token'],
    ['user', [token, catalogue], 'access.user'],
    ['serviceCatalog', [user, token], 'access.service-catalog'],
  ])('demands %s', (name, parts, requirement) => {
    expect(xml(written(...parts))).toEqual([`/access/${name} ${requirement}`]);
  });

  test.each([
    ['token', [token, user, token, catalogue], 'access.token'],
    ['user', [token, user, catalogue, user], 'access.user'],
    ['serviceCatalog', [catalogue, token, user, catalogue], 'access.service-catalog'],
  ])('admits one %s only', (name, parts, requirement) => {
    expect(xml(written(...parts))).toEqual([`/access/${name}[2] ${requirement}`]);
  });

  test.each([
    ['/access/token/@id', / id="d74[^"]*"/, 'token.id'],
    ['/access/token/@expires', / expires="[^"]*"/, 'token.expires'],
    ['/access/user/@id', /(?<=<user) id="[^"]*"/, 'user.id'],
    ['/access/user/@name', / name="yourUserName"/, 'user.name'],
    ['/access/user/roles/role[1]/@name', / name="checkmate"/, 'role.name'],
    ['/access/serviceCatalog/service[1]/@name', / name="cloudBlockStorage"/, 'service.name'],
    ['/access/serviceCatalog/service[1]/@type', / type="volume"/, 'service.type'],
    ['/access/serviceCatalog/service[1]/endpoint[1]/@publicURL', / publicURL="[^"]*"/, 'endpoint.public-url'],
  ])('demands %s', (path, attribute, requirement) => {
    expect(xml(replaced(attribute, ''))).toEqual([`${path} ${requirement}`]);
    const empty = (attribute.exec(sample)?.[0] ?? '').replace(/"[^"]*"/, '""');
    expect(xml(replaced(attribute, empty))).toEqual([`${path} ${requirement}`]);
  });

  test('can do without a name of the tenant, endpoints of a service, and unknown elements of its namespace', () => {
    expect(xml(replaced(/(?<=<tenant id="123456") name="[^"]*"/, ''))).toEqual([]);
    expect(xml(replaced(/(?<=<tenant id="123456") name="[^"]*"/, ' name=""'))).toEqual([
      '/access/token/tenant/@name token.tenant',
    ]);
    expect(xml(replaced(/<endpoint tenantId="123456" publicURL="https:\/\/dns[^>]*>/, ''))).toEqual([]);
    expect(xml(replaced(/<roles>/, '<hint><hint/>text</hint><roles>'))).toEqual([]);
  });

  test('demands roles and authenticatedBy', () => {
    expect(xml(replaced(/<roles>[^]*<\/roles>/, ''))).toEqual(['/access/user/roles user.roles']);
    expect(xml(replaced(/<rax-auth:authenticatedBy>[^]*<\/rax-auth:authenticatedBy>/, ''))).toEqual([
      '/access/token token.authenticated-by',
    ]);
    expect(xml(replaced(/<rax-auth:credential>.*<\/rax-auth:credential>/, ''))).toEqual([
      '/access/token/rax-auth:authenticatedBy/credential token.authenticated-by',
    ]);
  });

  test('admits authenticatedBy once, with any number of credentials', () => {
    const by =
      '<rax-auth:authenticatedBy><rax-auth:credential>PASSCODE</rax-auth:credential></rax-auth:authenticatedBy>';
    expect(xml(replaced('</token>', `${by}</token>`))).toEqual(['/access/token token.authenticated-by']);
    const credential = '<rax-auth:credential>password</rax-auth:credential></rax-auth:authenticatedBy>';
    expect(xml(replaced('</rax-auth:authenticatedBy>', credential))).toEqual([]);
  });

  test.each([
    ['/access/token/@expires', '2015-06-05T16:24:57.637Z', '2015-06-05T16:24:57.637', 'token.expires'],
    [
      '/access/user/roles/role[1]/@propagate',
      'rax-auth:propagate="false"',
      'rax-auth:propagate="no"',
      'access.xml',
    ],
    ['/access/user/@domainId', 'rax-auth:domainId="123456"', 'rax-auth:domainId=""', 'user.domain'],
    [
      '/access/serviceCatalog/service[6]/endpoint[1]/version/@info',
      'info="https:',
      'info="',
      'endpoint.version',
    ],
    [
      '/access/serviceCatalog/service[3]/endpoint[1]/@internalURL',
      'internalURL="https:/',
      'internalURL="',
      'endpoint.members',
    ],
  ])('refuses a wrong %s', (path, from, to, requirement) => {
    expect(xml(replaced(from, to))).toEqual([`${path} ${requirement}`]);
  });

  test('refuses text between elements, and elements of no namespace', () => {
    expect(xml(replaced('</user>', 'text</user>'))).toEqual(['/access/user access.user']);
    expect(xml(replaced('<roles>', '<roles xmlns="">'))).toEqual(['/access/user/roles access.user']);
  });

  test('says what, where and in which line, and nothing of the value', () => {
    const [problem] = validateXml(replaced('2015-06-05T16:24:57.637Z', 'tomorrow'), 'access');
    expect(problem).toEqual({
      path: '/access/token/@expires',
      message: 'The text must be a date and time with a zone. (line 11)',
      schemaLocation: 'schemas/xsd/identity.xsd#token/@expires',
      requirement: 'token.expires',
    });
  });

  test('finds the place in a document that is a single line', () => {
    const line = sample.replace(/\n\s*/g, ' ').replace('iad.bigdata', ' ').replace('https:// .api', ':');
    expect(xml(line)).toEqual([
      '/access/serviceCatalog/service[4]/endpoint[1]/@publicURL endpoint.public-url',
    ]);
  });
});
