import { type Effect, table, tableBy, underAnyCondition } from '../deviations/effect';
import { crash, sendingText } from '../deviations/steps';
import { Refusal } from '../login/refusal';

const setup = { account: 'mfaSetupUser', type: 'PASSWORD', secret: 'right' } as const;

/** Setting up a second factor (lines 62-65, 101-107 and 950-963, errata E7 to E9 and E15). */
export const multiFactorSetupEffects: readonly Effect[] = [
  ...table({ breaks: 'setup.required', about: { ...setup, scope: 'none' }, ...underAnyCondition }, [
    ['setup-not-required', 'a user who must set up a second factor logs in without', () => ({ refuseWithoutSetup: () => undefined })],
    [
      'setup-token-unasked',
      'a setup token is given to a user who did not ask for it',
      (standard) => ({
        refuseWithoutSetup: () => undefined,
        buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: 'SETUP-MFA' }, ...parts),
      }),
    ],
  ]),
  ...table({ breaks: 'setup.scope', about: { ...setup, scope: 'setup' } }, [
    [
      'scope-no-way-out',
      'SETUP-MFA does not spare the demand to set up',
      (standard) => ({ askedScope: (auth) => (standard.askedScope(auth), undefined) }),
    ],
    [
      'scope-refused',
      'SETUP-MFA is refused',
      () => ({
        askedScope: () => {
          throw new Refusal('scopeUnknown');
        },
      }),
    ],
  ]),
  ...table({ breaks: 'setup.unknown-scope', about: { account: 'mfaSetupUser', scope: 'other' } }, [
    ['any-scope', 'any scope is taken for SETUP-MFA', () => ({ askedScope: (auth) => (auth.scope == null ? undefined : 'SETUP-MFA') })],
    ['scope-crashes', 'an unknown scope is answered 500', () => ({ askedScope: crash })],
  ]),
  ...table({ breaks: 'setup.no-catalogue', about: { ...setup, scope: 'setup' } }, [
    [
      'setup-with-catalogue',
      'the setup token comes with the catalogue',
      (standard) => ({ buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: undefined }, ...parts) }),
    ],
  ]),
  ...tableBy({ breaks: ['setup.token', 'setup.schema'], about: { ...setup, scope: 'setup', answer: 'json' }, by: sendingText, tolerated: 'E9' }, [
    ['setup-token-bare', 'the setup token has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1')],
  ]),
];
