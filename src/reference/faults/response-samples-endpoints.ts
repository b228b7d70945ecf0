import { endpoint, endpoints, granting, inJson, inXml } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, nullIfAbsent, numeric, renamed, text } from './json-answer';
import { attribute, attributeAsChild, renamedAttribute, xmlElements } from './xml-answer';

const ENDPOINT = 'access.serviceCatalog.*.endpoints.*';

/** Faults of the requirements of response-samples.yaml on endpoints. */
export const responseEndpointFaults: readonly InjectedFault[] = [
  {
    name: 'json-public-url-missing',
    breaks: 'endpoint.public-url',
    what: 'the last endpoint of each service has no publicURL in JSON',
    deviate: jsonMember('access.serviceCatalog.*.endpoints.last.publicURL', absent),
  },
  {
    name: 'json-public-url-in-other-letters',
    breaks: 'endpoint.public-url',
    what: 'publicURL is spelled publicUrl in JSON',
    deviate: jsonMember(ENDPOINT, renamed('publicURL', 'publicUrl')),
  },
  {
    name: 'json-public-url-relative',
    breaks: 'endpoint.public-url',
    what: 'publicURL is a path without a host in JSON',
    deviate: jsonMember(
      `${ENDPOINT}.publicURL`,
      text((url) => new URL(url).pathname),
    ),
  },
  {
    name: 'public-url-without-scheme',
    breaks: 'endpoint.public-url',
    what: 'publicURL has no scheme',
    deviate: granting(endpoint((known) => ({ ...known, publicURL: schemeless(known.publicURL) }))),
  },
  {
    name: 'public-url-with-space',
    breaks: 'endpoint.public-url',
    what: 'publicURL has a space in it',
    deviate: granting(endpoint((known) => ({ ...known, publicURL: `${known.publicURL}/my files` }))),
  },
  {
    name: 'xml-public-url-in-child',
    breaks: 'endpoint.public-url',
    what: 'publicURL is in XML a child element and no attribute',
    deviate: xmlElements('endpoint', attributeAsChild('publicURL')),
  },
  {
    name: 'xml-public-url-in-other-letters',
    breaks: 'endpoint.public-url',
    what: 'publicURL is spelled publicUrl in XML',
    deviate: xmlElements('endpoint', renamedAttribute('publicURL', 'publicUrl')),
  },
  {
    name: 'json-region-null',
    breaks: 'endpoint.members',
    what: 'the region of an endpoint without one is null in JSON',
    deviate: jsonMember(`${ENDPOINT}.region`, nullIfAbsent),
  },
  {
    name: 'json-endpoint-tenant-number',
    breaks: 'endpoint.members',
    what: 'the tenantId of an endpoint is a number in JSON where it consists of digits',
    deviate: jsonMember(`${ENDPOINT}.tenantId`, numeric),
  },
  {
    name: 'json-internal-url-null',
    breaks: 'endpoint.members',
    what: 'the internalURL of an endpoint without one is null in JSON',
    deviate: jsonMember(`${ENDPOINT}.internalURL`, nullIfAbsent),
  },
  {
    name: 'internal-url-without-scheme',
    breaks: 'endpoint.members',
    what: 'internalURL has no scheme',
    deviate: granting(
      endpoint((known) => ({
        ...known,
        internalURL: known.internalURL === undefined ? undefined : schemeless(known.internalURL),
      })),
    ),
  },
  {
    name: 'xml-admin-url-empty',
    breaks: 'endpoint.members',
    what: 'the adminURL of an endpoint without one is empty in XML',
    deviate: inXml(endpoint((known) => ({ adminURL: '', ...known }))),
  },
  {
    name: 'json-version-id-number',
    breaks: 'endpoint.version',
    what: 'versionId is a number in JSON where it consists of digits',
    deviate: jsonMember(`${ENDPOINT}.versionId`, numeric),
  },
  {
    name: 'json-version-list-is-list',
    breaks: 'endpoint.version',
    what: 'versionList is a list of URIs in JSON',
    deviate: jsonMember(
      `${ENDPOINT}.versionList`,
      text((list) => [list]),
    ),
  },
  {
    name: 'json-version-info-null',
    breaks: 'endpoint.version',
    what: 'versionInfo of an endpoint without a version is null in JSON',
    deviate: jsonMember(`${ENDPOINT}.versionInfo`, nullIfAbsent),
  },
  {
    name: 'xml-version-info-relative',
    breaks: 'endpoint.version',
    what: 'the info of a version is a path without a host in XML',
    deviate: xmlElements(
      'version',
      attribute('info', (url) => new URL(url).pathname),
    ),
  },
  {
    name: 'xml-version-id-empty',
    breaks: 'endpoint.version',
    what: 'the id of a version is empty in XML',
    deviate: xmlElements(
      'version',
      attribute('id', () => ''),
    ),
  },
  {
    name: 'endpoint-twice',
    breaks: 'endpoint.unique',
    what: 'the last endpoint of each service stands there twice',
    deviate: granting(endpoints((known) => [...known, ...known.slice(-1)])),
  },
  {
    name: 'json-endpoints-twice',
    breaks: 'endpoint.unique',
    what: 'all endpoints of a service stand twice in JSON',
    deviate: inJson(endpoints((known) => [...known, ...known])),
  },
];

function schemeless(url: string): string {
  return url.replace('https://', '');
}
