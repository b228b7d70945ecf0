import type { XmlElement } from '../../contract/xml/document';
import type { Exchange } from '../../http/exchange/exchange';
import { type Access, at, isObject, listAt } from '../../protocol/access';
import type { Format } from '../../protocol/format';
import { presentedUser } from '../allowed/presented-user';
import { fail, received, shown, tolerate } from '../deviation';
import { asksForSetup, credentialsOf } from '../auth-request';
import { isSameName } from '../same-parts';
import { reasonableLifetime, unexpired } from './expiry-rules';
import { namespacesKept, schemaValid, successIn, validUtf8 } from './format-rules';
import { keepRule, membersOnce } from './member';
import { authenticatedBy, memberRules } from './member-rules';
import {
  accessOf,
  type ExchangeRule,
  factorsOf,
  type Observed,
  type ResponseRule,
  usernameOf,
} from './response-rule';
import {
  hasCatalogue,
  noCatalogue,
  secondFactorKept,
  setupAnswer,
  setupSchema,
  setupToken,
  setupTokenKeeps,
  setupTokenOf,
} from './setup-rules';
import { tenantAccessRules } from './tenant-access-rules';

/** No two endpoints of a service are equal in every member, including those that the document does not know. */
export const endpointsDiffer: ResponseRule = {
  expects: 'no two endpoints of a service are equal',
  judge: (answer) => {
    accessOf(answer);
    endpointsByService(answer).forEach((endpoints, service) => {
      const twice = endpoints.findIndex((endpoint, index) => endpoints.indexOf(endpoint) !== index);
      if (twice < 0) return;
      const path = `access.serviceCatalog[${service}].endpoints[${twice}]`;
      fail({
        message: `${path} is equal to an earlier endpoint of the same service.`,
        path,
        expected: 'each endpoint once',
      });
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
    childrenOf([service], 'endpoint').map((endpoint) => JSON.stringify(canonicalElement(endpoint))),
  );
}

function canonical(value: unknown): string {
  return JSON.stringify(isObject(value) ? Object.entries(value).sort() : value);
}

function childrenOf(parents: readonly XmlElement[], name: string): XmlElement[] {
  return parents.flatMap(({ children }) => children.filter((child) => child.name === name));
}

function canonicalElement({ name, attributes, children, text }: XmlElement): readonly unknown[] {
  const values = attributes
    .map((attribute) => [attribute.namespace ?? '', attribute.name, attribute.value])
    .sort();
  return [name, values, text.trim(), children.map(canonicalElement)];
}

/** An unexpected success is reported only for its status. */
const isSuccess = ({ response, allowance: { expected, tolerated } }: Observed) =>
  response.status === 200 && (expected.include(200) || tolerated?.include(200) === true);

/** A token for setting up a second factor comes without a catalogue (lines 950-963); an account that need not set one up may get a full token (E30). */
const isSetup = (observed: Observed) =>
  isSuccess(observed) && asksForSetup(observed.request) && !hasCatalogue(observed.response);
const isSetupDue = (observed: Observed) =>
  isSuccess(observed) &&
  asksForSetup(observed.request) &&
  presentedUser(observed.request, observed.known)?.user.state === 'setup-required';
const isSetupToken = (observed: Observed) => isSetup(observed) || isSetupDue(observed);
const isFull = (observed: Observed) => isSuccess(observed) && !isSetupToken(observed);
const hasAccess = (observed: Observed) => isFull(observed) && observed.response.access() !== undefined;
/** Also one for setting up a second factor. */
const hasToken = (observed: Observed) =>
  isSuccess(observed) && at(observed.response.access(), 'token') !== undefined;

/** What is true of every access object (lines 262-963). */
export const accessRules: readonly ExchangeRule[] = [
  {
    requirement: 'access.required',
    appliesTo: isFull,
    judge: ({ response }) => {
      if (!response.access())
        fail({
          message: `A successful response must hold an access object; the response is ${received(response)}.`,
          expected: 'an access object',
          received: received(response),
        });
    },
  },
  ...Object.entries(memberRules).map(([requirement, rule]): ExchangeRule => ({
    requirement,
    appliesTo: hasAccess,
    judge: ({ response }) => keepRule(rule, accessIn(response), response),
  })),
  ofToken('token.valid', unexpired),
  ofToken('token.lifetime', reasonableLifetime),
  ofAccess('endpoint.unique', endpointsDiffer),
  ofAccess('access.text', validUtf8),
  ofFormat('access.json', 'json', schemaValid('access', 'json')),
  ofFormat('access.xml', 'xml', schemaValid('access', 'xml')),
  ofFormat('access.namespaces', 'xml', namespacesKept),
  {
    requirement: 'media.content-type',
    appliesTo: (observed) => isSuccess(observed) && observed.request.responseFormat !== undefined,
    accompanies: true,
    judge: ({ response, request: { responseFormat } }) => {
      if (responseFormat) void successIn(responseFormat).judge(response);
    },
  },
  {
    requirement: 'access.duplicate-members',
    appliesTo: ({ response }) => response.writtenIn === 'json',
    accompanies: true,
    judge: ({ response }) => void membersOnce.judge(response),
  },

  /** The user returned is the one who authenticated (E14, E33). */
  {
    requirement: 'user.authenticated',
    appliesTo: (observed) =>
      hasToken(observed) && nameIn(observed) !== undefined && usernameOf(observed) !== undefined,
    judge: (observed) => judgeName(usernameOf(observed) ?? '', nameIn(observed)),
  },
  {
    requirement: ({ request }) =>
      credentialsOf(request)?.type === 'passcode' ? 'mfa.both-factors' : 'token.authenticated-by-used',
    appliesTo: (observed) => hasAccess(observed) && factorsOf(observed) !== undefined,
    judge: (observed) =>
      keepRule(
        authenticatedBy(...(factorsOf(observed) ?? [])),
        accessIn(observed.response),
        observed.response,
      ),
  },

  /** The scope never replaces the second factor (E30). */
  {
    requirement: 'setup.second-factor',
    appliesTo: (observed) =>
      isSuccess(observed) &&
      asksForSetup(observed.request) &&
      credentialsOf(observed.request)?.type === 'password' &&
      presentedUser(observed.request, observed.known)?.user.state === 'second-factor',
    judge: ({ response }) => void secondFactorKept.judge(response),
  },

  ofSetup('setup.scope', setupAnswer),
  ofSetup('setup.token', setupToken),
  {
    requirement: 'setup.authenticated-by',
    appliesTo: (observed) => isSetupToken(observed) && factorsOf(observed) !== undefined,
    judge: (observed) =>
      void setupTokenKeeps(authenticatedBy(...(factorsOf(observed) ?? []))).judge(observed.response),
  },
  {
    requirement: 'setup.no-catalogue',
    appliesTo: isSetupDue,
    judge: ({ response }) => void noCatalogue.judge(response),
  },
  {
    requirement: 'setup.schema',
    appliesTo: (observed) => isSetupDue(observed) && observed.response.writtenIn !== undefined,
    judge: ({ response }) => void setupSchema(response.writtenIn ?? 'json').judge(response),
  },

  ...tenantAccessRules(hasAccess, hasToken),
];

function ofAccess(requirement: string, rule: ResponseRule): ExchangeRule {
  return { requirement, appliesTo: hasAccess, judge: ({ response }) => void rule.judge(response) };
}

/** A rule that also applies to a setup token. */
function ofToken(requirement: string, rule: ResponseRule): ExchangeRule {
  return {
    requirement,
    appliesTo: (observed) => isSuccess(observed) && setupTokenOf(observed.response) !== undefined,
    judge: ({ response }) => void rule.judge(response),
  };
}

function ofFormat(requirement: string, format: Format, rule: ResponseRule): ExchangeRule {
  return {
    requirement,
    appliesTo: (observed) => isFull(observed) && observed.response.writtenIn === format,
    judge: ({ response }) => void rule.judge(response),
  };
}

function ofSetup(requirement: string, rule: ResponseRule): ExchangeRule {
  return {
    requirement,
    appliesTo: isSetupToken,
    judge: ({ response }) => void rule.judge(response),
  };
}

function accessIn(response: Exchange): Access {
  return response.access() ?? {};
}

function nameIn({ response }: Observed): unknown {
  return at(response.access(), 'user', 'name');
}

/** The name of the user as presented; other letter case, or another Unicode normal form, is a warning (E33). */
export function judgeName(asked: string, given: unknown): void {
  if (given === asked) return;
  const finding = { path: 'access.user.name', expected: shown(asked), received: shown(given) };
  if (isSameName(given, asked))
    tolerate({
      message:
        'The user name is returned in another letter case or Unicode normal form, which erratum E33 tolerates.',
      ...finding,
    });
  fail({ message: 'The returned user is not the one who authenticated.', ...finding });
}
