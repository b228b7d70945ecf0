import type { Service } from '../access';
import { leaveOut, withEndpoints } from './access-parts';
import type { Variation } from './variation';

/** Other service catalogues. */
export const catalogueVariations: readonly Variation[] = [
  {
    name: 'catalogue-empty',
    what: 'nobody has a service but for those of RCN',
    vary: (standard) => ({ ...standard, serviceCatalogOf: (grant) => (grant.applyRcnRoles ? (grant.user.rcn?.serviceCatalog ?? []) : []) }),
  },
  {
    name: 'catalogue-of-300',
    what: 'everybody has 300 services more',
    vary: (standard) => ({ ...standard, serviceCatalogOf: (grant) => [...standard.serviceCatalogOf(grant), ...services(300)] }),
  },
  {
    name: 'catalogue-shuffled',
    what: 'services, endpoints and roles come in another order each time',
    vary: (standard) => ({
      ...standard,
      rolesOf: (grant) => shuffled(standard.rolesOf(grant)),
      serviceCatalogOf: (grant) =>
        shuffled(standard.serviceCatalogOf(grant)).map((service) => ({ ...service, endpoints: shuffled(service.endpoints) })),
    }),
  },
  {
    name: 'catalogue-beyond-ascii',
    what: 'services and regions have names in other scripts',
    vary: (standard) => {
      const elsewhere = withEndpoints(standard, (endpoint) => ({ ...endpoint, region: `Zürich-計算-${endpoint.region}` }));
      return {
        ...elsewhere,
        serviceCatalogOf: (grant) =>
          elsewhere.serviceCatalogOf(grant).map((service) => ({ ...service, name: `${service.name} – سحابة 𝒞 "☁"`, type: `größe:${service.type}` })),
      };
    },
  },
  {
    name: 'endpoints-without-region',
    what: 'no endpoint has a region',
    vary: (standard) => withEndpoints(standard, (endpoint) => leaveOut(endpoint, 'region')),
  },
  {
    name: 'endpoints-bare',
    what: 'endpoints have only a publicURL and a region',
    vary: (standard) => withEndpoints(standard, ({ publicURL, region }) => ({ publicURL, region })),
  },
  {
    name: 'endpoints-with-all-urls',
    what: 'every endpoint has an internal and an administrative URL',
    vary: (standard) =>
      withEndpoints(standard, (endpoint) => ({
        ...endpoint,
        internalURL: endpoint.publicURL.replace('https://', 'http://internal.'),
        adminURL: endpoint.publicURL.replace('https://', 'https://admin.'),
      })),
  },
  {
    name: 'endpoint-urls-unusual',
    what: 'the URLs of endpoints have ports, queries, addresses and escapes',
    vary: (standard) =>
      withEndpoints(standard, (endpoint) => ({
        ...endpoint,
        publicURL: `${endpoint.publicURL}/%E8%A8%88;v=1?a=1&b='2'#top`,
        internalURL: `HTTP://[2001:db8::1]:8774/v2.1/~${endpoint.tenantId}`,
      })),
  },
  {
    name: 'versions-bare',
    what: 'every endpoint has a version, of which the id alone is known',
    vary: (standard) => withEndpoints(standard, (endpoint) => ({ ...endpoint, version: leaveOut({ id: '2', info: '', list: '' }, 'info', 'list') })),
  },
];

function services(count: number): Service[] {
  return [...Array(count).keys()].map((number) => ({
    type: `rax:service-${number}`,
    name: `service${number}`,
    endpoints: [{ region: 'DFW', publicURL: `https://dfw.service-${number}.cloud.example/v1` }],
  }));
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
