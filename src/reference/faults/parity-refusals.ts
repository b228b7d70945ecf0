import type { Behaviour } from '../behaviour';
import type { PresentedAuth, PresentedCredentials } from '../login/presented';
import { Refusal, type RefusalReason } from '../refusal';
import type { InjectedFault } from './injected-fault';

type Applies = (auth: PresentedAuth, standard: Behaviour) => boolean;

/** Faults of parity.refusal: one format is refused in another way than the other. */
export const parityRefusalFaults: readonly InjectedFault[] = [
  {
    name: 'xml-tenants-both-accepted',
    breaks: 'parity.refusal',
    what: 'a request with tenantId and tenantName is accepted in XML alone',
    deviate: (standard) => ({
      ...standard,
      xmlAuth: (document) => {
        const withId = Array.from(document.getElementsByTagName('*')).filter((it) =>
          it.hasAttribute('tenantId'),
        );
        withId.forEach((element) => element.removeAttribute('tenantName'));
        return standard.xmlAuth(document);
      },
    }),
  },
  {
    name: 'xml-tenants-both-unauthorized-by-api-key',
    breaks: 'parity.refusal',
    what: 'a login by API key with tenantId and tenantName is refused with 401 in XML and with 400 in JSON',
    deviate: refusingXml(
      'tenantForeign',
      credentials(
        ({ method, tenantId, tenantName }) => method === 'APIKEY' && Boolean(tenantId && tenantName),
      ),
    ),
  },
  {
    name: 'xml-unknown-user-not-found',
    breaks: 'parity.refusal',
    what: 'an unknown user is refused with 404 in XML and with 401 in JSON',
    deviate: refusingXml('pathUnknown', isUnknown),
  },
  {
    name: 'json-unknown-user-bad-request',
    breaks: 'parity.refusal',
    what: 'an unknown user is refused with 400 in JSON and with 401 in XML',
    deviate: refusingJson('parameterInvalid', isUnknown),
  },
  {
    name: 'xml-disabled-user-unauthorized',
    breaks: 'parity.refusal',
    what: 'a disabled user is refused with 401 in XML and with 403 in JSON',
    deviate: refusingXml('secretWrong', isDisabled),
  },
  {
    name: 'json-disabled-user-unauthorized',
    breaks: 'parity.refusal',
    what: 'a disabled user is refused with 401 in JSON and with 403 in XML',
    deviate: refusingJson('secretWrong', isDisabled),
  },
  {
    name: 'xml-without-credentials-unauthorized',
    breaks: 'parity.refusal',
    what: 'a request without credentials is refused with 401 in XML and with 400 in JSON',
    deviate: refusingXml('secretWrong', (auth) => !auth.passwordCredentials && !auth.apiKeyCredentials),
  },
  {
    name: 'xml-without-credentials-server-error',
    breaks: 'parity.refusal',
    what: 'a request without credentials is a server error in XML and refused with 400 in JSON',
    deviate: refusingXml('serviceFault', (auth) => !Object.values(auth).some((value) => value !== undefined)),
  },
];

function refusingXml(reason: RefusalReason, applies: Applies): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    xmlAuth: (document) => unless(applies, reason, standard.xmlAuth(document), standard),
  });
}

function refusingJson(reason: RefusalReason, applies: Applies): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    jsonAuth: (value) => unless(applies, reason, standard.jsonAuth(value), standard),
  });
}

function unless(
  applies: Applies,
  reason: RefusalReason,
  auth: PresentedAuth,
  standard: Behaviour,
): PresentedAuth {
  if (applies(auth, standard)) throw new Refusal(reason);
  return auth;
}

function credentials(apply: (presented: PresentedCredentials) => boolean): Applies {
  return (auth, standard) => apply(standard.credentialsOf(auth));
}

function isUnknown(auth: PresentedAuth, standard: Behaviour): boolean {
  const { method, username } = standard.credentialsOf(auth);
  return method !== 'PASSCODE' && typeof username === 'string' && !standard.findUser(username);
}

function isDisabled(auth: PresentedAuth, standard: Behaviour): boolean {
  const { username } = standard.credentialsOf(auth);
  return typeof username === 'string' && standard.findUser(username)?.disabled === true;
}
