import type { Condition } from './conditions';
import { type Effect, onlyBy, table, unconditionally } from './effect';
import { crash, given, refuse, type Steps, where } from './steps';
import type { PresentedAuth } from '../login/credentials';

/** The requirements of a parameter, by the type of the credentials; where it is not known, either. */
const ofParameter =
  (password: string, apiKey: string): Effect['breaks'] =>
  ({ type = 'none' }) =>
    ({ PASSCODE: 'mfa.passcode-required', PASSWORD: password, APIKEY: apiKey, none: undefined })[type] ?? [password, apiKey];
const requirements = {
  username: ofParameter('auth.password.username', 'auth.api-key.username'),
  secret: ofParameter('auth.password.password', 'auth.api-key.api-key'),
};
const form = onlyBy('request', 'type');
const anyCredentials = ['auth.password-credentials', 'auth.api-key-credentials', 'auth.credentials-required'] as const;
const right = { about: { secret: 'right' } } as const;
const json = { request: 'json' } as const;

const isMissing = (value: unknown) => value === undefined;
const isNull = (value: unknown) => value === null;
const isOther = (value: unknown) => value != null && typeof value !== 'string';
const isNoObject = (value: unknown) => value != null && typeof value !== 'object';
const isEmpty = (value: unknown) => value === '';
const isLong = (value: unknown) => String(value).length > 255;
const unwrapped = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const crashing = (isMeant: (value: unknown) => boolean) => (value: unknown) => (isMeant(value) ? crash() : value);

/** Values that are refused are read as another one, or end in another way. */
const reading =
  (one: 'username' | 'secret') =>
  ([isMeant, end]: readonly [(value: unknown) => boolean, (value: unknown) => string]): Steps =>
    where('requiredParameter', (value, name) => (name === 'username') === (one === 'username') && isMeant(value), end);

/** A secret is right if it is not one at all, where the user is known. */
function accepting(isMeant: (secret: unknown) => boolean): Steps {
  return (standard) => ({
    requiredParameter: (value, name) => (name !== 'username' && isMeant(value) ? '' : standard.requiredParameter(value, name)),
    secretMatches: (user, login) => (login.secret === '' ? Promise.resolve(true) : standard.secretMatches(user, login)),
    passcodeMatches: (session, passcode) => passcode === '' || standard.passcodeMatches(session, passcode),
  });
}

/** Both kinds of credentials are something else to the steps that follow. */
const credentials = (change: (members: unknown) => unknown) =>
  given('credentialsOf')((auth) => ({
    ...auth,
    passwordCredentials: change(auth.passwordCredentials),
    apiKeyCredentials: change(auth.apiKeyCredentials),
  }));

const byPassword = (auth: PresentedAuth) => (auth.passwordCredentials == null ? auth : { ...auth, apiKeyCredentials: undefined });

/** The `auth` of a JSON body is something else to the steps that follow. */
const authOf = (change: (auth: unknown, value: object) => unknown) =>
  given('jsonAuth')((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return { ...value, auth: change('auth' in value ? value.auth : undefined, value) };
  });

/** An API key that is null may be taken for a wrong one (erratum E2). */
const nullKey = ({ facets }: Condition) => (facets.type === 'APIKEY' ? 'E2' : undefined);

/** Missing, null, empty and mistyped parameters (lines 89-145, errata E2, E3 and E18). */
export const parameterEffects: readonly Effect[] = [
  ...(['username', 'secret'] as const).flatMap((one) =>
    table({ breaks: requirements[one], about: {}, by: reading(one), ...form }, [
      [`${one}-missing-as-empty`, `a missing ${one} is taken for an empty one`, [isMissing, () => ''], { tolerated: 'E18' }],
      [`${one}-null-as-text`, `a ${one} that is null is the text null`, [isNull, () => 'null'], { tolerated: nullKey }],
      [`${one}-other-types-as-text`, `a ${one} that is no string is its JSON text`, [isOther, JSON.stringify], { tolerated: 'E18' }],
      [`${one}-missing-crashes`, `a missing ${one} is answered 500`, [isMissing, crash]],
      [`${one}-null-crashes`, `a ${one} that is null is answered 500`, [isNull, crash]],
      [`${one}-other-types-crash`, `a ${one} that is no string is answered 500`, [isOther, crash]],
      [`${one}-empty-crashes`, `an empty ${one} is answered 500`, [isEmpty, crash]],
      [`${one}-empty-not-found`, `an empty ${one} is answered 404`, [isEmpty, refuse('pathUnknown')]],
    ]),
  ),
  ...table({ breaks: requirements.secret, about: {}, by: accepting, ...form }, [
    ['secret-optional', 'a login without its secret is accepted for the user name alone', (value) => value == null],
    ['empty-secret-binds', 'an empty secret is right for every known user', isEmpty],
  ]),
  ...table({ breaks: 'auth.length', about: {}, ...form }, [
    ['long-crashes', 'a parameter of over 255 characters is answered 500', where('requiredParameter', isLong, crash)],
    ['long-tenants-dropped', 'a tenant that is over-long is dropped', where('optionalParameter', isLong, () => undefined), right],
    ['long-tenants-crash', 'a tenant that is over-long is answered 500', where('optionalParameter', isLong, crash), right],
  ]),
  ...table({ breaks: 'auth.one-type', about: {}, by: given('credentialsOf'), tolerated: 'E35', ...onlyBy('request') }, [
    ['both-types-by-password', 'of both types of credentials the password counts', byPassword],
  ]),
  ...table({ breaks: anyCredentials, about: json, by: credentials, ...unconditionally }, [
    ['credentials-unwrapped', 'of credentials that are a list the first item counts', unwrapped],
    ['credentials-null-crash', 'credentials that are null are answered 500', crashing(isNull)],
    ['credentials-of-other-type-crash', 'credentials that are no object are answered 500', crashing(isNoObject)],
  ]),
  ...table({ breaks: 'auth.required', about: json, by: authOf, ...unconditionally }, [
    ['auth-unwrapped', 'of an auth that is a list the first item counts', unwrapped],
    ['auth-not-needed', 'credentials are found without an auth around them', (auth, value) => auth ?? value],
    ['auth-null-crashes', 'an auth that is null is answered 500', crashing(isNull)],
    ['auth-of-other-type-crashes', 'an auth that is no object is answered 500', crashing(isNoObject)],
  ]),
];
