import fc from 'fast-check';
import { filledText } from './texts';

/** An authentication request: its credentials, and where it names a tenant by what. */
export interface AuthModel {
  readonly credentials:
    | { readonly type: 'password' | 'apiKey'; readonly username: string; readonly secret: string }
    | { readonly type: 'passcode'; readonly passcode: string };
  readonly scope?: 'SETUP-MFA';
  readonly tenant?: {
    readonly member: 'tenantId' | 'tenantName';
    /** Each place with its own value: of one member they do not exclude each other. */
    readonly beside?: string;
    readonly within?: string;
  };
}

const tenant = fc.record(
  { member: fc.constantFrom('tenantId', 'tenantName'), beside: filledText, within: filledText },
  { requiredKeys: ['member'] },
);

/** Requests with every kind of credentials, a tenant in every legal place, and the one scope. */
export const authModels: fc.Arbitrary<AuthModel> = fc.record(
  {
    credentials: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          type: fc.constantFrom('password', 'apiKey'),
          username: filledText,
          secret: filledText,
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('passcode' as const), passcode: filledText }) },
    ),
    scope: fc.constant('SETUP-MFA' as const),
    tenant,
  },
  { requiredKeys: ['credentials'] },
);

/** Texts that are not the one scope. */
export const badScopes = [
  'setup-mfa',
  'SETUP-MFA ',
  ' SETUP-MFA',
  'SETUP',
  'SETUP-MFA,SETUP-MFA',
  '*',
] as const;
