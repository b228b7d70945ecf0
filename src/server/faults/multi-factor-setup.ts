import { type Effect, table, underAnyCondition } from '../deviations/effect';
import { all, given, sendingText, type Steps } from '../deviations/steps';
import type { Scope } from '../login/credentials';

const setup = { account: 'mfaSetupUser', type: 'PASSWORD', secret: 'right' } as const;

/** A login brings what another scope does. */
const grantedWith = (scope: Scope | undefined) => given('buildAccess')((grant) => ({ ...grant, scope }));
const inJson = { breaks: ['setup.token', 'setup.schema'], about: { answer: 'json' }, tolerated: 'E9' } as const;
const unwrapped = (text: string) => text.replace(/^{"access":(.*)}$/s, '$1');
const unrequired: Steps = () => ({ refuseWithoutSetup: () => undefined });

/** Setting up a second factor (lines 62-65, 101-107 and 950-963, errata E7 to E9 and E15). */
export const multiFactorSetupEffects: readonly Effect[] = [
  ...table({ breaks: 'setup.required', about: { ...setup, scope: 'none' }, ...underAnyCondition }, [
    ['setup-not-required', 'a user who must set up a second factor logs in without', unrequired],
    ['setup-token-unasked', 'a setup token is given to a user who did not ask for it', all(unrequired, grantedWith('SETUP-MFA'))],
  ]),
  ...table({ breaks: 'setup.scope', about: { ...setup, scope: 'setup' } }, [
    ['scope-no-way-out', 'SETUP-MFA does not spare the demand to set up', () => ({ askedScope: () => undefined })],
    ['setup-token-bare', 'the setup token has no access around it', sendingText(unwrapped), inJson],
    ['setup-with-catalogue', 'the setup token comes with the catalogue', grantedWith(undefined), { breaks: 'setup.no-catalogue' }],
  ]),
  ...table({ breaks: 'setup.unknown-scope', about: { account: 'mfaSetupUser', scope: 'other' } }, [
    ['any-scope', 'any scope is taken for SETUP-MFA', () => ({ askedScope: () => 'SETUP-MFA' })],
  ]),
];
