import { withFault } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in who must set up a second factor, and in how the scope is read that lets a user do so. */
export const setupRequestFaults: readonly InjectedFault[] = [
  {
    name: 'setup-not-required',
    breaks: 'setup.required',
    what: 'a user who must set up a second factor logs in without it',
    deviate: (standard) => ({ ...standard, refuseWithoutSetup: () => {} }),
  },
  {
    name: 'setup-token-unasked',
    breaks: 'setup.required',
    what: 'a user who must set up a second factor is given the setup token without asking for it',
    deviate: (standard) => ({
      ...standard,
      refuseWithoutSetup: (user, login) => {
        if (user.mustSetUpMfa) login.scope = 'SETUP-MFA';
      },
    }),
  },
  {
    name: 'setup-required-401',
    breaks: 'setup.required',
    what: 'a user who must set up a second factor is refused with 401',
    deviate: (standard) => withFault(standard, 'setupRequired', { status: 401, name: 'unauthorized' }),
  },
  {
    name: 'setup-scope-no-way-out',
    breaks: 'setup.scope',
    what: 'the scope SETUP-MFA does not spare a user the demand to set up a second factor',
    deviate: (standard) => ({
      ...standard,
      refuseWithoutSetup: (user, login) => standard.refuseWithoutSetup(user, { ...login, scope: undefined }),
    }),
  },
  {
    name: 'setup-scope-unread-in-json',
    breaks: 'setup.scope',
    what: 'RAX-AUTH:scope is not known in JSON',
    deviate: (standard) => ({
      ...standard,
      jsonAuth: (value) => ({ ...standard.jsonAuth(value), scope: undefined }),
    }),
  },
  {
    name: 'setup-scope-unqualified-in-xml',
    breaks: 'setup.scope',
    what: 'the scope is read from an attribute without a namespace',
    deviate: (standard) => ({
      ...standard,
      xmlAuth: (document) => ({
        ...standard.xmlAuth(document),
        scope: document.documentElement?.getAttributeNS(null, 'scope') ?? undefined,
      }),
    }),
  },
  {
    name: 'setup-any-scope',
    breaks: 'setup.unknown-scope',
    what: 'any scope is taken for SETUP-MFA',
    deviate: (standard) => ({
      ...standard,
      askedScope: (auth) => (auth.scope === undefined ? undefined : 'SETUP-MFA'),
    }),
  },
  {
    name: 'setup-scope-by-its-beginning',
    breaks: 'setup.unknown-scope',
    what: 'any scope that begins with SETUP is taken for SETUP-MFA',
    deviate: (standard) => ({
      ...standard,
      askedScope: (auth) =>
        String(auth.scope).startsWith('SETUP') ? 'SETUP-MFA' : standard.askedScope(auth),
    }),
  },
  {
    name: 'setup-unknown-scope-500',
    breaks: 'setup.unknown-scope',
    what: 'an unknown scope causes a server error',
    deviate: (standard) => withFault(standard, 'scopeUnknown', standard.faults.serviceFault),
  },
];
