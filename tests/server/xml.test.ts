import {
  accounts,
  CORE,
  elements,
  passwordXml,
  quoted,
  RAX_AUTH,
  send,
  sendXml,
  useServer,
} from './login-client';

// What the document demands is held by the run of the whole suite (tests/suite/run), which passes here.
const server = useServer();
const { user, secondUser } = accounts;
const login = (body: string) => sendXml(server().url, body);
const passwordAttributes = `password=${quoted(user.password)} username=${quoted(user.username)}`;
const keyAttributes = `username="${user.username}" apiKey="${user.apiKey}"`;

describe('an XML login', () => {
  it.each([
    ['auth in no namespace', `<auth><passwordCredentials ${passwordAttributes}/></auth>`],
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
});

describe('an XML body without valid credentials', () => {
  const inAuth = (content: string) => `<auth xmlns="${CORE}">${content}</auth>`;
  const good = `<passwordCredentials ${passwordAttributes}/>`;

  it.each([
    [
      'auth in another namespace',
      `<auth xmlns="urn:x"><passwordCredentials xmlns="${CORE}" ${passwordAttributes}/></auth>`,
    ],
    [
      'credentials in another namespace',
      inAuth(`<passwordCredentials xmlns="urn:x" ${passwordAttributes}/>`),
    ],
    ['an API key in the core namespace', inAuth(`<apiKeyCredentials ${keyAttributes}/>`)],
    [
      'namespaced attributes',
      inAuth(`<passwordCredentials xmlns:c="${CORE}" c:username="alice" c:password="x"/>`),
    ],
    ['credentials twice', inAuth(good + good)],
    ['a second end', `${passwordXml(user)}</auth>`],
    ['CDATA after the root', `${passwordXml(user)}<![CDATA[x]]>`],
    ['an empty reference', passwordXml(user, 'x="&;"')],
    ['an illegal reference', passwordXml(user, 'x="&#0;"')],
    ['an illegal character', passwordXml(user, 'x="\u0001"')],
    ['an attribute twice by namespace', passwordXml(user, 'xmlns:a="u" xmlns:b="u" a:x="1" b:x="2"')],
    ['an end with two slashes', passwordXml(user).replace('/>', '//>')],
    ['an undeclared prefix', inAuth(`${good}<x:y/>`)],
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
  it('says of each role whether it propagates, and nothing else in no namespace', async () => {
    const { xml } = await login(passwordXml(user));
    expect(Array.from(xml.getElementsByTagName('*')).every((it) => it.namespaceURI !== null)).toBe(true);
    const propagate = elements(xml, 'role').map((role) => role.getAttributeNS(RAX_AUTH, 'propagate'));
    expect(propagate).toEqual(['false', 'true', 'true', 'false', 'false']);
  });

  it('responds to a password of the RCN user with the added endpoints', async () => {
    const path = '/v2.0/tokens?apply_rcn_roles=true';
    const reply = await sendXml(server().url, passwordXml(accounts.rcnUser), { path });
    expect(elements(reply.xml, 'endpoint')).toHaveLength(5);
  });
});
