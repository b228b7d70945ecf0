import { accountRecords } from '../data/users';
import { type Breaks, type Effect, notBy, onlyBy, table, tableBy, underAnyCondition } from '../deviations/effect';
import type { Facets } from '../deviations/facets';
import { crash, sending, type Steps } from '../deviations/steps';
import type { Login } from '../login/credentials';
import { Refusal, type RefusalReason } from '../login/refusal';
import { acceptance, everyWay } from './acceptance';

const wrong = { secret: 'wrong' } as const;
const granted = { outcome: 'granted' } as const;

/** The secrets of a user as a server has them that keeps them in clear: the one that counts, and the other. */
function secretsOf({ method, username }: Login): (string | undefined)[] {
  const record = Object.values(accountRecords).find((known) => known.username === username);
  return method === 'APIKEY' ? [record?.apiKey, record?.password] : [record?.password, record?.apiKey];
}

/** A secret is right where two texts are equal in a way of the server's own. */
const comparing =
  (equal: (given: string, kept: string, login: Login) => boolean): Steps =>
  () => ({
    secretMatches: (_, login) => {
      const [kept] = secretsOf(login);
      return Promise.resolve(kept !== undefined && equal(login.secret, kept, login));
    },
  });

/** A password or an API key is read as another one. */
const takenAs =
  (change: (secret: string) => string): Steps =>
  (standard) => ({
    credentialsOf: (auth) => {
      const found = standard.credentialsOf(auth);
      const { secret, method } = found;
      return typeof secret === 'string' && method !== 'PASSCODE' ? { ...found, secret: change(secret) } : found;
    },
  });

const refusing =
  (reason: RefusalReason): Steps =>
  () => {
    const refuse = () => {
      throw new Refusal(reason);
    };
    return { findUser: refuse, sessionIdOf: refuse };
  };

const withStatus = (status: number) => sending((answer) => (answer.status === 200 ? { ...answer, status } : answer));

const anybodys = (given: string, login: Login) =>
  Object.values(accountRecords).some(({ username }) => secretsOf({ ...login, username })[0] === given);
const unescaped = (text: string) => text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const anyCase = (given: string, kept: string) => given.toLowerCase() === kept.toLowerCase();

/** A right login that is answered 500 is not accepted either. */
function crashed(where: Partial<Facets>): Breaks {
  return where.type === 'PASSCODE' ? 'mfa.second-request' : ['status.no-server-error', ...[acceptance(where)].flat()];
}

/** Effects on who may log in, and by what. */
export const credentialEffects: readonly Effect[] = [
  // Secrets are compared whole and exactly (lines 46-50, erratum E32).
  ...tableBy({ breaks: 'status.wrong-credentials', about: wrong, by: comparing }, [
    ['secret-not-compared', 'the secret of a known user is not compared', () => true, underAnyCondition],
    ['secret-by-its-head', 'of a secret eight characters count', (it, kept) => it.slice(0, 8) === kept.slice(0, 8)],
    ['secret-with-a-tail', 'what is behind a secret does not count', (it, kept) => it.startsWith(kept)],
    ['secret-without-its-last', 'the last character of a secret may be missing', (it, kept) => it === kept || it === kept.slice(0, -1)],
    ['secret-trimmed', 'white space around a secret does not count', (it, kept) => it.trim() === kept],
    ['secret-of-the-other-kind', 'either secret of the user is right', (it, _, login) => secretsOf(login).includes(it)],
    ['secret-of-anybody', 'the secret of any user is right', (it, _, login) => anybodys(it, login)],
  ]),
  ...tableBy({ breaks: 'status.wrong-credentials', about: { ...wrong, type: 'PASSWORD' }, by: comparing }, [
    ['password-in-any-case', 'passwords are compared without letter case', anyCase],
  ]),
  ...tableBy({ breaks: 'status.wrong-credentials', about: { ...wrong, type: 'APIKEY' }, by: comparing, tolerated: 'E32' }, [
    ['api-key-in-any-case', 'API keys are compared without letter case', anyCase],
  ]),
  ...table({ breaks: ['auth.password.password', 'auth.api-key.api-key'], about: {}, ...onlyBy('request', 'type') }, [
    [
      'empty-secret-binds',
      'an empty secret is right for every known user',
      (standard) => ({
        requiredParameter: (value, name) => (value === '' ? '' : standard.requiredParameter(value, name)),
        secretMatches: (user, login) => Promise.resolve(user && login.secret === '' ? true : standard.secretMatches(user, login)),
      }),
    ],
  ]),
  // What JSON, XML and form encodings must escape arrives as it was sent (lines 17-18).
  ...tableBy({ breaks: acceptance, about: { secret: 'right' }, by: takenAs }, [
    ['secret-percent-decoded', 'percent signs in a secret are read as escapes', unescaped],
    ['secret-plus-as-blank', 'a plus sign in a secret is read as a blank', (text) => text.replaceAll('+', ' ')],
    ['secret-without-backslash', 'backslashes of a secret are dropped', (text) => text.replaceAll('\\', '')],
    ['secret-in-latin-1', 'a secret is read as ISO 8859-1', latin1],
    ['secret-decoded-twice', 'references in a secret are replaced twice', (text) => text.replaceAll('&amp;', '&')],
    ['secret-without-markup', 'what looks like a tag in a secret is dropped', (text) => text.replace(/<[^>]*>/g, '')],
    ['secret-cut-at-16', 'a secret ends after sixteen characters', (text) => text.slice(0, 16)],
    ['secret-in-small-letters', 'capitals of a secret are read as small letters', (text) => text.toLowerCase()],
  ]),
  ...table({ breaks: acceptance, about: { secret: 'right' }, ...underAnyCondition }, [
    [
      'right-secret-refused',
      'a right secret is taken for a wrong one',
      () => ({ secretMatches: () => Promise.resolve(false), passcodeMatches: () => false }),
    ],
  ]),
  ...tableBy({ breaks: acceptance, about: granted, by: refusing }, [
    ['login-refused-400', 'a right login is refused with 400', 'parameterMissing', underAnyCondition],
    ['login-refused-403', 'a right login is refused with 403', 'setupRequired'],
    ['login-refused-404', 'a right login is refused with 404', 'pathUnknown'],
    ['login-refused-413', 'a right login is refused with 413', 'bodyTooLarge'],
  ]),
  ...tableBy(
    {
      breaks: ({ type, account }) => (type === 'PASSCODE' || account === 'mfaUser' ? 'mfa.second-request' : ['status.ok', ...everyWay]),
      about: granted,
      by: withStatus,
    },
    [
      ['login-answered-201', 'a login is answered 201', 201, underAnyCondition],
      ['login-answered-202', 'a login is answered 202', 202],
      ['login-answered-203', 'a login is answered 203', 203],
      ['login-answered-302', 'a login is answered 302', 302],
    ],
  ),
  ...table({ breaks: crashed, about: granted, ...underAnyCondition }, [
    ['login-crashes', 'a right login is answered 500', () => ({ tenantFor: crash })],
  ]),
  ...table({ breaks: ['op.again', 'op.password', 'op.api-key'], about: { ...granted, wire: 'usual' }, ...onlyBy('request') }, [
    [
      'requests-only-once',
      'a body that came before is refused as a replay',
      (standard) => {
        const seen = new Set<string>();
        return {
          requestFormat: (request) => {
            const body = Buffer.from(request.body).toString('latin1');
            if (seen.has(body)) throw new Refusal('secretWrong');
            seen.add(body);
            return standard.requestFormat(request);
          },
        };
      },
    ],
  ]),
  ...table({ breaks: 'status.recovers', about: {}, tolerated: 'E39', ...onlyBy('request') }, [
    [
      'user-locked',
      'two wrong secrets lock their user out for good',
      (standard) => {
        const wrongs = new Map<string, number>();
        return {
          secretMatches: async (user, login) => {
            const matches = await standard.secretMatches(user, login);
            const count = wrongs.get(login.username) ?? 0;
            wrongs.set(login.username, matches ? count : count + 1);
            return matches && count < 2;
          },
        };
      },
    ],
  ]),
  ...table({ breaks: 'status.user-disabled', about: { account: 'disabledUser', secret: 'right' }, ...notBy('outcome') }, [
    ['disabled-user-let-in', 'a disabled user is handed a token', () => ({ refuseDisabled: () => undefined })],
  ]),
];
