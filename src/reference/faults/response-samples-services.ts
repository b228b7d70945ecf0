import { endpoints, granting } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, collapsed, jsonMember } from './json-answer';
import { attribute, emptied, withoutAttribute, wrapped, xmlElements } from './xml-answer';

const SERVICE = 'access.serviceCatalog.*';

/** Faults of the requirements of response-samples.yaml on services. */
export const responseServiceFaults: readonly InjectedFault[] = [
  {
    name: 'json-service-name-missing',
    breaks: 'service.name',
    what: 'the last service of a JSON answer has no name',
    deviate: jsonMember('access.serviceCatalog.last.name', absent),
  },
  {
    name: 'json-service-name-null',
    breaks: 'service.name',
    what: 'the name of a service is null in JSON',
    deviate: jsonMember(`${SERVICE}.name`, () => null),
  },
  {
    name: 'xml-service-name-missing',
    breaks: 'service.name',
    what: 'a service of an XML answer has no name',
    deviate: xmlElements('service', withoutAttribute('name')),
  },
  {
    name: 'json-service-type-missing',
    breaks: 'service.type',
    what: 'the last service of a JSON answer has no type',
    deviate: jsonMember('access.serviceCatalog.last.type', absent),
  },
  {
    name: 'json-service-type-in-object',
    breaks: 'service.type',
    what: 'the type of a service is an object in JSON',
    deviate: jsonMember(`${SERVICE}.type`, (type) => ({ name: type })),
  },
  {
    name: 'xml-service-type-empty',
    breaks: 'service.type',
    what: 'the type of a service is empty in XML',
    deviate: xmlElements(
      'service',
      attribute('type', () => ''),
    ),
  },
  {
    name: 'json-endpoints-missing',
    breaks: 'service.endpoints',
    what: 'the last service of a JSON answer has no endpoints',
    deviate: jsonMember('access.serviceCatalog.last.endpoints', absent),
  },
  {
    name: 'json-endpoints-empty',
    breaks: 'service.endpoints',
    what: 'the endpoints of a service are an empty list in JSON',
    deviate: jsonMember(`${SERVICE}.endpoints`, () => []),
  },
  {
    name: 'json-endpoint-without-list',
    breaks: 'service.endpoints',
    what: 'the one endpoint of a service is an object and no list in JSON',
    deviate: jsonMember(`${SERVICE}.endpoints`, collapsed),
  },
  {
    name: 'endpoints-of-the-tenant-alone',
    breaks: 'service.endpoints',
    what: 'after a login for a tenant the services of other tenants are there without endpoints',
    deviate: granting((access, { tenant, tenantWasAsked }) =>
      tenantWasAsked
        ? endpoints((known) => known.filter(({ tenantId }) => tenantId === tenant.id))(access)
        : access,
    ),
  },
  {
    name: 'xml-endpoints-missing',
    breaks: 'service.endpoints',
    what: 'a service of an XML answer has no endpoints',
    deviate: xmlElements('service', emptied),
  },
  {
    name: 'xml-endpoint-wrapped',
    breaks: 'service.endpoints',
    what: 'an endpoint stands in XML in an element endpoints of its own',
    deviate: xmlElements('endpoint', wrapped('endpoints')),
  },
];
