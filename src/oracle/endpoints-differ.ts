import type { XmlElement } from '../contract/xml';
import { isObject, listAt } from '../identity/access';
import type { Exchange } from '../identity/exchange';
import { fail } from './deviation';
import { accessOf, type ResponseRule } from './response-rule';

/** No two endpoints of a service are equal in every member, those included that the document does not know. */
export const endpointsDiffer: ResponseRule = {
  expects: 'no two endpoints of a service are equal',
  judge: (answer) => {
    accessOf(answer);
    endpointsByService(answer).forEach((endpoints, service) => {
      const twice = endpoints.findIndex((endpoint, index) => endpoints.indexOf(endpoint) !== index);
      if (twice < 0) return;
      const path = `access.serviceCatalog[${service}].endpoints[${twice}]`;
      fail({ message: `The endpoint ${path} stands there already.`, path, expected: 'each endpoint once' });
    });
  },
};

/** The endpoints of each service, each as a text that is equal for equal ones. */
function endpointsByService(answer: Exchange): string[][] {
  if (answer.writtenIn === 'json') {
    const reading = answer.json();
    const services = 'content' in reading ? listAt(reading.content, 'access', 'serviceCatalog') : [];
    return services.map((service) => listAt(service, 'endpoints').map(canonical));
  }
  const reading = answer.xml();
  const root = 'content' in reading ? [reading.content] : [];
  return childrenOf(childrenOf(root, 'serviceCatalog'), 'service').map((service) =>
    childrenOf([service], 'endpoint').map(canonicalElement),
  );
}

function canonical(value: unknown): string {
  return JSON.stringify(isObject(value) ? Object.entries(value).sort() : value);
}

function childrenOf(parents: readonly XmlElement[], name: string): XmlElement[] {
  return parents.flatMap(({ children }) => children.filter((child) => child.name === name));
}

function canonicalElement({ name, attributes, children, text }: XmlElement): string {
  const values = attributes
    .map((attribute) => [attribute.namespace ?? '', attribute.name, attribute.value])
    .sort();
  return JSON.stringify([name, values, text.trim(), children.map(canonicalElement)]);
}
