import type { PresentedCredentials } from '../login/presented';
import { Refusal } from '../refusal';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';

/** One value of the credentials, and the requirement that is about it. */
interface Value {
  readonly method: PresentedCredentials['method'];
  readonly member: 'username' | 'secret';
  /** In the names of faults. */
  readonly slug: string;
  /** In sentences. */
  readonly words: string;
  readonly breaks: string;
}

const values: readonly Value[] = [
  {
    method: 'PASSWORD',
    member: 'username',
    slug: 'password-username',
    words: 'user name beside a password',
    breaks: 'auth.password.username',
  },
  {
    method: 'PASSWORD',
    member: 'secret',
    slug: 'password',
    words: 'password',
    breaks: 'auth.password.password',
  },
  {
    method: 'APIKEY',
    member: 'username',
    slug: 'api-key-username',
    words: 'user name beside an API key',
    breaks: 'auth.api-key.username',
  },
  {
    method: 'APIKEY',
    member: 'secret',
    slug: 'api-key',
    words: 'API key',
    breaks: 'auth.api-key.api-key',
  },
];

/** Faults of the values of either kind of credentials. */
export const credentialValueFaults: readonly InjectedFault[] = [
  ...values.flatMap(faultsOf),
  {
    name: 'password-empty-binds',
    breaks: 'auth.password.password',
    what: 'an empty password is accepted for every known user, as by a bind to LDAP',
    deviate: acceptingWithout('PASSWORD', (secret) => secret === ''),
  },
  {
    name: 'api-key-optional',
    breaks: 'auth.api-key.api-key',
    what: 'a login without its API key is accepted for the user name alone',
    deviate: acceptingWithout('APIKEY', (secret) => secret === undefined || secret === null),
  },
];

function faultsOf({ method, member, slug, words, breaks }: Value): InjectedFault[] {
  const fault = (name: string, what: string, change: (value: unknown) => unknown): InjectedFault => ({
    name: `${slug}-${name}`,
    breaks,
    what,
    deviate: taking(method, member, change),
  });
  return [
    fault('missing-crashes', `a missing ${words} is answered 500`, (value) =>
      value === undefined ? crash() : value,
    ),
    fault('null-as-text', `a null ${words} is taken for the text null`, (value) =>
      value === null ? 'null' : value,
    ),
    fault('empty-not-found', `an empty ${words} is answered 404`, (value) => {
      if (value === '') throw new Refusal('pathUnknown');
      return value;
    }),
    fault('of-other-type-as-text', `a ${words} that is no string is taken for its JSON text`, (value) =>
      value === undefined || value === null || typeof value === 'string' ? value : JSON.stringify(value),
    ),
    fault(
      'of-other-type-crashes',
      `a ${words} that is a number, a Boolean, a list or an object is answered 500`,
      (value) => (value === undefined || value === null || typeof value === 'string' ? value : crash()),
    ),
  ];
}

/** One value of one kind of credentials is something else to the steps that follow. */
function taking(
  method: PresentedCredentials['method'],
  member: 'username' | 'secret',
  change: (value: unknown) => unknown,
): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    credentialsOf: (auth) => {
      const credentials = standard.credentialsOf(auth);
      return credentials.method === method
        ? { ...credentials, [member]: change(credentials[member]) }
        : credentials;
    },
  });
}

/** Secrets of one kind that count as none are not compared. */
function acceptingWithout(
  method: 'PASSWORD' | 'APIKEY',
  isNone: (secret: unknown) => boolean,
): InjectedFault['deviate'] {
  const uncompared = 'not compared';
  return (standard) => ({
    ...taking(method, 'secret', (secret) => (isNone(secret) ? uncompared : secret))(standard),
    secretMatches: async (user, login) =>
      (login.secret === uncompared && user !== undefined) || standard.secretMatches(user, login),
  });
}
