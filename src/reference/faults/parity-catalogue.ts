import { afterXml, endpoint, endpoints, inJson, inXml, services } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { jsonMember, text } from './json-answer';
import { attribute, removed, withoutAttribute, xmlElements } from './xml-answer';

/** Faults of parity.service-catalog. */
export const parityCatalogueFaults: readonly InjectedFault[] = [
  {
    name: 'xml-service-missing',
    breaks: 'parity.service-catalog',
    what: 'the last service is in JSON alone',
    deviate: inXml(services((known) => known.slice(0, -1))),
  },
  {
    name: 'json-service-missing',
    breaks: 'parity.service-catalog',
    what: 'of two services of one type the second is in XML alone',
    deviate: inJson(
      services((known) =>
        known.filter(({ type }, index) => known.findIndex((other) => other.type === type) === index),
      ),
    ),
  },
  {
    name: 'json-catalogue-empty',
    breaks: 'parity.service-catalog',
    what: 'the service catalogue is empty in JSON alone',
    deviate: inJson(services(() => [])),
  },
  {
    name: 'xml-service-name-is-type',
    breaks: 'parity.service-catalog',
    what: 'the name of a service is its type in XML',
    deviate: inXml(services((known) => known.map((service) => ({ ...service, name: service.type })))),
  },
  {
    name: 'json-service-type-without-prefix',
    breaks: 'parity.service-catalog',
    what: 'the type of a service lacks its prefix in JSON',
    deviate: jsonMember(
      'access.serviceCatalog.*.type',
      text((type) => type.replace('rax:', '')),
    ),
  },
  {
    name: 'xml-endpoint-missing',
    breaks: 'parity.service-catalog',
    what: 'of a service with several endpoints the last is in JSON alone',
    deviate: inXml(endpoints((known) => (known.length > 1 ? known.slice(0, -1) : known))),
  },
  {
    name: 'json-endpoint-missing',
    breaks: 'parity.service-catalog',
    what: 'of a service with several endpoints the last is in XML alone',
    deviate: inJson(endpoints((known) => (known.length > 1 ? known.slice(0, -1) : known))),
  },
  {
    name: 'xml-endpoints-of-other-services',
    breaks: 'parity.service-catalog',
    what: 'each service has the endpoints of the next one in XML',
    deviate: inXml(
      services((known) =>
        known.map((service, index) => ({
          ...service,
          endpoints: (known[index + 1] ?? known[0] ?? service).endpoints,
        })),
      ),
    ),
  },
  {
    name: 'json-region-missing',
    breaks: 'parity.service-catalog',
    what: 'the region of an endpoint is in XML alone',
    deviate: inJson(endpoint((known) => ({ ...known, region: undefined }))),
  },
  {
    name: 'xml-region-missing',
    breaks: 'parity.service-catalog',
    what: 'the region of an endpoint is in JSON alone',
    deviate: inXml(endpoint((known) => ({ ...known, region: undefined }))),
  },
  {
    name: 'xml-region-of-regionless',
    breaks: 'parity.service-catalog',
    what: 'an endpoint without a region is in the default region in XML',
    deviate: inXml((access) =>
      endpoint((known) => ({ ...known, region: known.region ?? access.user?.defaultRegion }))(access),
    ),
  },
  {
    name: 'json-endpoint-tenant-missing',
    breaks: 'parity.service-catalog',
    what: 'the tenantId of an endpoint is in XML alone',
    deviate: inJson(endpoint((known) => ({ ...known, tenantId: undefined }))),
  },
  {
    name: 'xml-endpoint-tenant-missing',
    breaks: 'parity.service-catalog',
    what: 'the tenantId of an endpoint is in JSON alone',
    deviate: inXml(endpoint((known) => ({ ...known, tenantId: undefined }))),
  },
  {
    name: 'json-public-url-without-tls',
    breaks: 'parity.service-catalog',
    what: 'publicURL begins with http in JSON and with https in XML',
    deviate: inJson(
      endpoint((known) => ({ ...known, publicURL: known.publicURL.replace('https:', 'http:') })),
    ),
  },
  {
    name: 'json-internal-url-missing',
    breaks: 'parity.service-catalog',
    what: 'internalURL is in XML alone',
    deviate: inJson(endpoint((known) => ({ ...known, internalURL: undefined }))),
  },
  {
    name: 'xml-internal-url-missing',
    breaks: 'parity.service-catalog',
    what: 'internalURL is in JSON alone',
    deviate: inXml(endpoint((known) => ({ ...known, internalURL: undefined }))),
  },
  {
    name: 'xml-admin-url-of-its-own',
    breaks: 'parity.service-catalog',
    what: 'adminURL is in XML alone',
    deviate: inXml(endpoint((known) => ({ ...known, adminURL: known.publicURL }))),
  },
  {
    name: 'json-admin-url-of-its-own',
    breaks: 'parity.service-catalog',
    what: 'adminURL is in JSON alone',
    deviate: inJson(endpoint((known) => ({ ...known, adminURL: known.publicURL }))),
  },
  {
    name: 'json-version-missing',
    breaks: 'parity.service-catalog',
    what: 'the version of an endpoint is in XML alone',
    deviate: inJson(endpoint((known) => ({ ...known, version: undefined }))),
  },
  {
    name: 'xml-version-missing',
    breaks: 'parity.service-catalog',
    what: 'the version of an endpoint is in JSON alone',
    deviate: xmlElements('version', removed),
  },
  {
    name: 'xml-version-id-with-letter',
    breaks: 'parity.service-catalog',
    what: 'the id of a version has a v before it in XML',
    deviate: xmlElements(
      'version',
      attribute('id', (id) => `v${id}`),
    ),
  },
  {
    name: 'xml-version-list-missing',
    breaks: 'parity.service-catalog',
    what: 'the list of a version is in JSON alone',
    deviate: xmlElements('version', withoutAttribute('list')),
  },
  {
    name: 'json-version-info-is-list',
    breaks: 'parity.service-catalog',
    what: 'versionInfo and versionList have changed places in JSON',
    deviate: inJson(
      endpoint((known) => ({
        ...known,
        version: known.version && { ...known.version, info: known.version.list, list: known.version.info },
      })),
    ),
  },
  {
    name: 'catalogue-after-xml-shorter',
    breaks: 'parity.service-catalog',
    what: 'a login in XML returns the first endpoint of each service alone',
    deviate: afterXml(endpoints((known) => known.slice(0, 1))),
  },
];
