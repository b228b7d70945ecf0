import type { Endpoint, EndpointVersion, Role, Service } from './login/access';

const HOST = 'api.cloud.example';

/** One service with an endpoint in each of its regions. */
function regional(
  type: string,
  name: string,
  regions: string,
  endpoint: (region: string) => Omit<Endpoint, 'region'>,
): Service {
  const endpoints = regions.split(' ').map((region) => ({ region, ...endpoint(region.toLowerCase()) }));
  return { type, name, endpoints };
}

/** Every kind of service in the sample response (document lines 329-459), for one tenant and its files. */
export function fullCatalogue(tenantId: string, filesId: string): Service[] {
  const on = (service: string, path: string) => (region: string) => ({
    tenantId,
    publicURL: `https://${region}.${service}.${HOST}/${path}`,
  });
  const withInternal = (service: string, path: string) => (region: string) => ({
    ...on(service, path)(region),
    internalURL: `https://snet-${region}.${service}.${HOST}/${path}`,
  });
  const own = (version: string) => `${version}/${tenantId}`;

  return [
    regional('volume', 'cloudBlockStorage', 'SYD DFW IAD HKG', on('blockstorage', own('v1'))),
    regional('image', 'cloudImages', 'IAD HKG DFW SYD', on('images', 'v2')),
    regional('rax:queues', 'cloudQueues', 'HKG SYD DFW IAD', withInternal('queues', own('v1'))),
    regional('rax:bigdata', 'cloudBigData', 'IAD DFW', on('bigdata', own('v1.0'))),
    regional('orchestration', 'cloudOrchestration', 'HKG DFW IAD SYD', on('orchestration', own('v1'))),
    regional('compute', 'cloudServersOpenStack', 'SYD DFW IAD HKG', servers(tenantId)),
    regional('rax:autoscale', 'autoscale', 'DFW HKG IAD SYD', on('autoscale', own('v1.0'))),
    regional('rax:database', 'cloudDatabases', 'SYD DFW IAD HKG', on('databases', own('v1.0'))),
    regional('rax:backup', 'cloudBackup', 'IAD HKG SYD DFW', on('backup', own('v1.0'))),
    regional('network', 'cloudNetworks', 'IAD LON SYD DFW HKG', on('networks', 'v2.0')),
    regional('rax:cloudmetrics', 'cloudMetrics', 'IAD', () => on('metrics', own('v2.0'))('global')),
    regional('rax:load-balancer', 'cloudLoadBalancers', 'SYD IAD HKG DFW', on('loadbalancers', own('v1.0'))),
    regional('rax:feeds', 'cloudFeeds', 'HKG SYD IAD DFW', withInternal('feeds', tenantId)),
    regionless('rax:monitor', 'cloudMonitoring', tenantId, `https://monitoring.${HOST}/${own('v1.0')}`),
    regionless('rax:dns', 'cloudDNS', tenantId, `https://dns.${HOST}/${own('v1.0')}`),
    firstGenerationServers(tenantId),
    regional('rax:cdn', 'rackCDN', 'DFW', () => withInternal('cdn', own('v1.0'))('global')),
    regional('rax:object-cdn', 'cloudFilesCDN', 'DFW SYD HKG IAD', (region) => ({
      tenantId: filesId,
      publicURL: `https://cdn-${region}.files.example/v1/${filesId}`,
    })),
    regional('object-store', 'cloudFiles', 'DFW SYD IAD HKG', (region) => ({
      tenantId: filesId,
      publicURL: `https://storage.${region}.files.example/v1/${filesId}`,
      internalURL: `https://snet-storage.${region}.files.example/v1/${filesId}`,
    })),
  ];
}

/** Another user's catalogue: other services, other regions, and the one endpoint with an admin URL. */
export function smallCatalogue(tenantId: string): Service[] {
  return [
    regional('compute', 'cloudServersOpenStack', 'LON', servers(tenantId)),
    regionless('rax:dns', 'cloudDNS', tenantId, `https://dns.${HOST}/v1.0/${tenantId}`),
    regional('identity', 'cloudIdentity', 'LON', (region) => ({
      tenantId,
      publicURL: `https://${region}.identity.${HOST}/v2.0`,
      internalURL: `https://snet-${region}.identity.${HOST}/v2.0`,
      adminURL: `https://${region}.identity-admin.${HOST}/v2.0`,
    })),
  ];
}

/** Servers alone, for users whose catalogue is not the point. */
export function serversCatalogue(tenantId: string): Service[] {
  return [regional('compute', 'cloudServersOpenStack', 'IAD DFW', servers(tenantId))];
}

/** What RCN roles add: another tenant's servers beside one's own, and a service of its own. */
export function rcnCatalogue(tenantId: string): Service[] {
  return [
    ...serversCatalogue(tenantId),
    regionless('rax:monitor', 'cloudMonitoring', tenantId, `https://monitoring.${HOST}/v1.0/${tenantId}`),
  ];
}

function servers(tenantId: string): (region: string) => Omit<Endpoint, 'region'> {
  return (region) => ({
    tenantId,
    publicURL: `https://${region}.servers.${HOST}/v2/${tenantId}`,
    version: versionAt(`https://${region}.servers.${HOST}/`, '2', 'v2'),
  });
}

function firstGenerationServers(tenantId: string): Service {
  const root = `https://servers.${HOST}/`;
  const version = versionAt(root, '1.0', 'v1.0');
  return {
    type: 'compute',
    name: 'cloudServers',
    endpoints: [{ tenantId, publicURL: `${root}v1.0/${tenantId}`, version }],
  };
}

function versionAt(root: string, id: string, path: string): EndpointVersion {
  return { id, info: `${root}${path}`, list: root };
}

function regionless(type: string, name: string, tenantId: string, publicURL: string): Service {
  return { type, name, endpoints: [{ tenantId, publicURL }] };
}

export const checkmate: Role = {
  id: '10000150',
  name: 'checkmate',
  description: 'Access to Checkmate',
  propagate: false,
};

export const userAdmin: Role = {
  id: '3',
  name: 'identity:user-admin',
  description: 'Administers the users of an account',
  propagate: false,
};

/** A description that breaks wherever text is not UTF-8 or is escaped wrongly. */
export const translator: Role = {
  id: '10000207',
  name: 'translation:editor',
  description: 'Zugriff für Kürzel – 計算 & "Übersicht" <alle>',
  propagate: false,
};

export function objectStoreDefault(tenantId: string): Role {
  return {
    id: '5',
    name: 'object-store:default',
    description: 'Reaches the methods of the object store',
    tenantId,
    propagate: true,
  };
}

export function computeDefault(tenantId: string): Role {
  return {
    id: '6',
    name: 'compute:default',
    description: 'Reaches the methods of the compute service',
    tenantId,
    propagate: true,
  };
}

/** Roles on a tenant of another domain, held through a Rackspace Customer Number. */
export function rcnRoles(tenantId: string): Role[] {
  return [
    {
      id: '10000310',
      name: 'rcn:observer',
      description: 'Sees what belongs to the same customer',
      tenantId,
      propagate: true,
    },
    {
      id: '10000311',
      name: 'rcn:billing',
      description: 'Reads the bills of the same customer',
      tenantId,
      propagate: false,
    },
  ];
}
