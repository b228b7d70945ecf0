import type { Condition } from './conditions';
import { type Effect, onlyBy, table, unconditionally, underAnyCondition } from './effect';
import { all, given, giving, type Steps } from './steps';

const passcode = { type: 'PASSCODE', account: 'mfaUser' } as const;
const setup = { account: 'mfaSetupUser', type: 'PASSWORD', secret: 'right' } as const;
const first = { account: 'mfaUser', type: 'PASSWORD', secret: 'right' } as const;

const challenge = (change: (challenge: string) => object) =>
  giving('faultHeaders')((headers, { reason }) =>
    reason === 'passcodeRequired' ? { ...headers, ...change(String(headers['WWW-Authenticate'])) } : headers,
  );
const challenged = (change: (challenge: string) => string) => challenge((it) => ({ 'WWW-Authenticate': change(it) }));
/** With the scope, a setup token in its stead is a warning. */
const asSetup = ({ facets }: Condition) => (facets.scope === 'setup' ? 'E30' : undefined);
const tenantSuffices = giving('passcodeIsDue')((isDue, _, { tenant }) => isDue && tenant === undefined);
const constant = { breaks: 'mfa.session-unique', ...unconditionally };
const reused = { breaks: 'mfa.session-used', ...unconditionally };
const unasked = { about: { scope: 'none' }, ...underAnyCondition } as const;
const withSetup = { breaks: 'setup.no-catalogue', about: { scope: 'setup' } } as const;
const withoutScope = given('buildAccess')((grant) => ({ ...grant, scope: undefined }));
const passwordSuffices: Steps = () => ({ passcodeIsDue: () => false });
const unrequired: Steps = () => ({ refuseWithoutSetup: () => undefined });

/** The login with a second factor, and its setup (lines 20-28, 52-55, 62-65, 101-107 and 950-963, errata E7 to E9, E15, E29 and E30). */
export const multiFactorEffects: readonly Effect[] = [
  ...table({ breaks: ['mfa.no-token', 'mfa.challenge', 'setup.second-factor'], about: first, ...underAnyCondition }, [
    ['second-factor-not-asked', 'a password suffices where a second factor is due', passwordSuffices, { tolerated: asSetup }],
    ['second-factor-not-asked-with-tenant', 'a password suffices where a second factor is due and a tenant is asked for', tenantSuffices],
  ]),
  ...table({ breaks: ['setup.second-factor', 'mfa.no-token'], about: first }, [
    ['token-in-challenge', 'the challenge brings a token', challenge(() => ({ 'X-Auth-Token': '0f1e2d3c4b5a69788796a5b4c3d2e1f0' }))],
    ['scope-spares-factor', 'SETUP-MFA with a password gives a full token', all(passwordSuffices, withoutScope), { about: { scope: 'setup' } }],
  ]),
  ...table({ breaks: 'mfa.session', about: first, by: challenged, ...onlyBy('request', 'answer') }, [
    ['session-not-given', 'the challenge gives no session', (it) => it.replace(/sessionId='[^']*', /, '')],
    ['session-constant', 'every challenge has one session', (it) => it.replace(/(sessionId=)'[^']*'/, "$1'a1'"), constant],
  ]),
  ...table({ breaks: 'mfa.wrong-passcode', about: passcode, ...onlyBy('request', 'answer') }, [
    ['any-passcode', 'any passcode is right', () => ({ passcodeMatches: () => true }), { about: { secret: 'wrong' } }],
    ['session-never-ends', 'a session can be used again and again', () => ({ endSession: () => undefined }), reused],
  ]),
  ...table({ breaks: 'setup.required', about: setup }, [
    ['setup-not-required', 'a user who must set up a second factor logs in without', unrequired, unasked],
    ['setup-with-catalogue', 'the setup token comes with the catalogue', withoutScope, withSetup],
  ]),
];
