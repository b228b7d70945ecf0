import type { Asked } from './known';
import { access, broken, fault, granted, nothing, seen, type Response } from './seen';

const endpoint = { region: 'DFW', publicURL: 'https://servers.example/v2' };
const other = { ...endpoint, region: 'ORD' };
const service = (...endpoints: object[]) => [{ name: 'cloudServers', type: 'compute', endpoints }];
const { token, user, serviceCatalog } = access('seth').access;
const scope: Asked = { username: 'seth', scope: 'SETUP-MFA' };
const expiring = (expires: string): Response => granted({ token: { expires } });
const asXml: Asked = { headers: { Accept: 'application/xml' } };
const xml = { 'Content-Type': 'application/xml' };
const core = 'http://docs.openstack.org/identity/api/v2.0';
const inXml = (endpoints: string): Response => ({
  headers: xml,
  body: `<access xmlns="${core}"><serviceCatalog><service name="n" type="t">${endpoints}</service></serviceCatalog></access>`,
});
const one = '<endpoint region="DFW" publicURL="https://servers.example/v2"/>';
const deep = `<endpoint>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</endpoint>`;

test.each<[string, Asked, Response, string]>([
  [
    'the same endpoint twice',
    {},
    granted({ catalogue: service(endpoint, other, endpoint) }),
    'endpoint.unique',
  ],
  [
    'an equal endpoint in another order',
    {},
    granted({
      catalogue: service(endpoint, { publicURL: endpoint.publicURL, region: 'DFW' }),
    }),
    'endpoint.unique',
  ],
  ['the same endpoint twice in XML', asXml, inXml(one + one), 'endpoint.unique'],
  ['the same endpoint twice in XML, sixty elements deep', asXml, inXml(deep + deep), 'endpoint.unique'],
  ['a response without an access', {}, { body: {} }, 'access.required'],
  ['JSON where XML was asked for', asXml, granted(), 'media.content-type'],
  [
    'a member twice',
    {},
    { body: JSON.stringify(access()).replace('"user":', '"user":{},"user":') },
    'access.duplicate-members',
  ],
  [
    'a catalogue in a token for setting up',
    scope,
    { body: { access: { token, user, serviceCatalog } } },
    'setup.no-catalogue',
  ],
  ['a token that lasts for years', {}, expiring('2037-11-26T10:00:00.000Z'), 'token.lifetime'],
  ['a name of another fault', { secret: 'invented' }, fault(401, 'badRequest'), 'fault.name'],
  ['a refusal that is no fault', { secret: 'invented' }, { status: 401, body: { a: 1 } }, 'fault.schema'],
])('%s breaks the contract', (_what, asked, response, requirement) => {
  const { failed, tolerated } = broken(seen(asked, response));
  expect([...failed, ...tolerated]).toContain(requirement);
});

test.each<[string, Asked, Response]>([
  ['two endpoints that differ in one member', {}, granted({ catalogue: service(endpoint, other) })],
  ['a token for nearly ten years', {}, expiring('2036-11-20T10:00:00.000Z')],
  ['a fault of its status', { secret: 'invented' }, fault(401, 'unauthorized')],
])('%s keeps it', (_what, asked, response) => {
  expect(broken(seen(asked, response))).toEqual(nothing);
});
