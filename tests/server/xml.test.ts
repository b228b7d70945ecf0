import type { Element } from '@xmldom/xmldom';
import {
  accounts,
  CORE,
  elements,
  foreignTenantId,
  passwordXml,
  password,
  quoted,
  RAX_AUTH,
  RAX_KSKEY,
  send,
  sendJson,
  sendXml,
  useServer,
} from './login-client';

const server = useServer();
const { user, disabledUser, secondUser } = accounts;
const login = (body: string, headers = {}) => sendXml(server().url, body, { headers });
const passwordAttributes = `password=${quoted(user.password)} username=${quoted(user.username)}`;
const keyAttributes = `username="${user.username}" apiKey="${user.apiKey}"`;

describe('an XML login', () => {
  it.each([
    ['auth in the core namespace', passwordXml(user)],
    ['auth in no namespace', `<auth><passwordCredentials ${passwordAttributes}/></auth>`],
    [
      'credentials alone in the core namespace',
      `<auth><c:passwordCredentials xmlns:c="${CORE}" ${passwordAttributes}/></auth>`,
    ],
    [
      'a prefix',
      `<i:auth xmlns:i="${CORE}"><i:passwordCredentials ${passwordAttributes}></i:passwordCredentials></i:auth>`,
    ],
    ['a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${passwordXml(user)}\n`],
    [
      'comments, instructions and white space',
      `<!-- a --><?b c?><auth xmlns="${CORE}">\n<!-- <x> & ]]> -->\n<![CDATA[ <&> ]]>\n<?d <e?><passwordCredentials\n ${passwordAttributes} /></auth><!-- f -->`,
    ],
    [
      'unknown extensions',
      `<auth xmlns="${CORE}" xmlns:x="urn:x" x:a="1"><x:before><y/></x:before><passwordCredentials x:b="2" ${passwordAttributes}/></auth>`,
    ],
  ])('takes a password with %s', async (_name, body) => {
    const reply = await login(body);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^application\/xml/);
    expect(elements(reply.xml, 'credential', RAX_AUTH).map((it) => it.textContent)).toEqual(['PASSWORD']);
  });

  it.each([
    ['none', `<auth><apiKeyCredentials xmlns="${RAX_KSKEY}" ${keyAttributes}/></auth>`],
    [
      'the core namespace',
      `<auth xmlns="${CORE}"><k:apiKeyCredentials xmlns:k="${RAX_KSKEY}" ${keyAttributes}/></auth>`,
    ],
  ])('takes an API key under auth in %s', async (_name, body) => {
    const reply = await login(body);
    expect(reply.status).toBe(200);
    expect(elements(reply.xml, 'credential', RAX_AUTH).map((it) => it.textContent)).toEqual(['APIKEY']);
  });

  it.each([
    ['tenantId on the credentials', passwordXml(user, `tenantId="${user.tenantId}"`)],
    ['tenantName on the credentials', passwordXml(user, `tenantName="${user.tenantName}"`)],
    ['tenantId on auth', passwordXml(user).replace('<auth', `<auth tenantId="${user.tenantId}"`)],
  ])('takes %s', async (_name, body) => {
    const [tenant] = elements((await login(body)).xml, 'tenant');
    expect([tenant?.getAttribute('id'), tenant?.getAttribute('name')]).toEqual([
      user.tenantId,
      user.tenantName,
    ]);
  });

  it.each<[string, BufferEncoding, string, string]>([
    ['a declared ISO-8859-1', 'latin1', 'application/xml', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ['UTF-16 with a mark', 'utf16le', 'application/xml', '\ufeff'],
    ['a charset', 'latin1', 'application/xml; charset=iso-8859-1', ''],
  ])('reads %s', async (_name, encoding, type, start) => {
    const text = start + passwordXml(secondUser);
    const reply = await send(server().url, Buffer.from(text, encoding), {
      headers: { 'Content-Type': type },
    });
    expect(reply.status).toBe(200);
  });

  it('reads characters that XML 1.0 keeps as they are', async () => {
    const reply = await login(passwordXml({ ...user, password: `${user.password}\u0085` }));
    expect(reply.status).toBe(401);
    expect((await login(passwordXml(user).replaceAll('計', '&#x8a08;'))).status).toBe(200);
  });

  it('is refused with the faults of a JSON login', async () => {
    const faults = async (body: string) => {
      const { status, xml } = await login(body);
      expect(xml.getAttribute('code')).toBe(String(status));
      return [status, xml.localName];
    };
    const other = (secret: string) => passwordXml({ ...user, password: secret });
    expect(await faults(other('x'))).toEqual([401, 'unauthorized']);
    expect(await faults(other(''))).toEqual([400, 'badRequest']);
    expect(await faults(passwordXml({ ...user, username: 'nobody' }))).toEqual([401, 'unauthorized']);
    expect(await faults(passwordXml(disabledUser))).toEqual([403, 'userDisabled']);
    expect(await faults(passwordXml(user, `tenantId="${foreignTenantId}"`))).toEqual([401, 'unauthorized']);
    expect(await faults(passwordXml(user, 'tenantId=""'))).toEqual([400, 'badRequest']);
    expect(await faults(passwordXml(user, 'tenantId="1" tenantName="2"'))).toEqual([400, 'badRequest']);
  });
});

describe('an XML body without valid credentials', () => {
  const inAuth = (content: string) => `<auth xmlns="${CORE}">${content}</auth>`;
  const good = `<passwordCredentials ${passwordAttributes}/>`;

  it.each([
    ['another root', `<login xmlns="${CORE}">${good}</login>`],
    [
      'auth in another namespace',
      `<auth xmlns="urn:x"><passwordCredentials xmlns="${CORE}" ${passwordAttributes}/></auth>`,
    ],
    ['no credentials', inAuth('')],
    [
      'credentials in another namespace',
      inAuth(`<passwordCredentials xmlns="urn:x" ${passwordAttributes}/>`),
    ],
    ['an API key in the core namespace', inAuth(`<apiKeyCredentials ${keyAttributes}/>`)],
    [
      'namespaced attributes',
      inAuth(`<passwordCredentials xmlns:c="${CORE}" c:username="alice" c:password="x"/>`),
    ],
    ['no password', inAuth('<passwordCredentials username="alice"/>')],
    ['credentials twice', inAuth(good + good)],
    ['both credentials', inAuth(`${good}<apiKeyCredentials xmlns="${RAX_KSKEY}" ${keyAttributes}/>`)],
    ['tenants in two places', passwordXml(user, 'tenantId="1"').replace('<auth', '<auth tenantName="2"')],
    ['an unknown scope', passwordXml(user).replace('<auth', `<auth xmlns:r="${RAX_AUTH}" r:scope="ALL"`)],
    ['nothing', ''],
    ['plain text', 'auth'],
    ['JSON', JSON.stringify(password(user))],
    ['no end', passwordXml(user).replace('</auth>', '')],
    ['a second end', `${passwordXml(user)}</auth>`],
    ['two roots', passwordXml(user) + passwordXml(user)],
    ['text after the root', `${passwordXml(user)}x`],
    ['CDATA after the root', `${passwordXml(user)}<![CDATA[x]]>`],
    ['a bare ampersand', passwordXml(user, 'x="M & M"')],
    ['an empty reference', passwordXml(user, 'x="&;"')],
    ['an unknown entity', passwordXml(user, 'x="&nbsp;"')],
    ['an illegal reference', passwordXml(user, 'x="&#0;"')],
    ['an illegal character', passwordXml(user, 'x="\u0001"')],
    ['a bare less-than sign', passwordXml(user, 'x="<"')],
    ['an attribute twice', passwordXml(user, 'username="alice"')],
    ['an attribute twice by namespace', passwordXml(user, 'xmlns:a="u" xmlns:b="u" a:x="1" b:x="2"')],
    ['an end with two slashes', passwordXml(user).replace('/>', '//>')],
    ['an unquoted attribute', passwordXml(user, 'x=1')],
    ['an undeclared prefix', inAuth(`${good}<x:y/>`)],
    ['an undeclared prefix of an attribute', passwordXml(user, 'x:y="1"')],
    ['a prefix unbound', passwordXml(user, 'xmlns:x=""')],
    ['the misprint of the setup sample', inAuth(`<RAX-AUTH:scope="SETUP-MFA"/>${good}`)],
    ['a DOCTYPE', `<!DOCTYPE auth>${passwordXml(user)}`],
    [
      'an external entity',
      `<!DOCTYPE auth [<!ENTITY x SYSTEM "file:///etc/hostname">]>${passwordXml(user, 'x="&x;"')}`,
    ],
    ['space before the declaration', ` <?xml version="1.0"?>${passwordXml(user)}`],
    ['an unknown encoding', `<?xml version="1.0" encoding="klingon"?>${passwordXml(user)}`],
    ['a depth that serves nobody', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['comments that never end', '<auth>' + '<!--'.repeat(100_000)],
    ['"]]>" in text', inAuth(`${good}]]>`)],
  ])('is refused: %s', async (_name, body) => {
    const reply = await login(body);
    expect(reply.status).toBe(400);
    expect(reply.xml.localName).toBe('badRequest');
  });
});

describe('the XML response', () => {
  it('says what the JSON response says', async () => {
    const { access } = (await sendJson(server().url, password(user))).json;
    const { xml } = await login(passwordXml(user));

    expect([xml.namespaceURI, xml.localName]).toEqual([CORE, 'access']);
    expect(Array.from(xml.getElementsByTagName('*')).every((it) => it.namespaceURI !== null)).toBe(true);
    const [userElement] = elements(xml, 'user') as [Element];
    expect(userElement.getAttributeNS(RAX_AUTH, 'defaultRegion')).toBe(access.user['RAX-AUTH:defaultRegion']);
    expect(userElement.getAttributeNS(RAX_AUTH, 'domainId')).toBe(access.user['RAX-AUTH:domainId']);
    expect(elements(xml, 'role').map((role) => attributesOf(role))).toEqual(access.user.roles);
    expect(elements(xml, 'role').map((role) => role.getAttributeNS(RAX_AUTH, 'propagate'))).toEqual([
      'false',
      'true',
      'true',
      'false',
      'false',
    ]);
    const services = elements(xml, 'service').map((service) => ({
      ...attributesOf(service),
      endpoints: elements(service, 'endpoint').map((endpoint) => ({
        ...attributesOf(endpoint),
        ...versionOf(endpoint),
      })),
    }));
    expect(services).toEqual(access.serviceCatalog);
  });

  it('responds in JSON to XML, and in XML to JSON', async () => {
    const json = await login(passwordXml(user), { Accept: 'application/json' });
    expect(json.json.access.user.name).toBe(user.username);
    const xml = await sendJson(server().url, password(user), { headers: { Accept: 'application/xml' } });
    expect(elements(xml.xml, 'user')[0]?.getAttribute('name')).toBe(user.username);
  });

  it('responds to a password of the RCN user with the added endpoints', async () => {
    const path = '/v2.0/tokens?apply_rcn_roles=true';
    const reply = await sendXml(server().url, passwordXml(accounts.rcnUser), { path });
    expect(elements(reply.xml, 'endpoint')).toHaveLength(5);
  });
});

function attributesOf(element: Element): Record<string, string> {
  const unqualified = Array.from(element.attributes).filter(({ namespaceURI }) => namespaceURI === null);
  return Object.fromEntries(unqualified.map(({ name, value }) => [name, value]));
}

function versionOf(endpoint: Element): Record<string, string> {
  const { id, info, list } = attributesOf(elements(endpoint, 'version')[0] ?? endpoint);
  return id === undefined ? {} : { versionId: id, versionInfo: info ?? '', versionList: list ?? '' };
}
