import type { Configuration } from '../../configuration/configuration';
import { type AccountName, accountNames } from '../../protocol/account';
import { credentialsMember, type CredentialsType } from '../../protocol/auth';
import { reference } from '../../protocol/reference';
import { Secret } from '../../protocol/secret';

/** Ways in which a secret can be wrong that a server which compares it whole and exactly notices (erratum E32). */
export const nearKinds = {
  'letter-case': 'with one letter in another case',
  'without-last': 'without its last character',
  'first-eight': 'cut to its first eight characters',
  'one-more': 'with one character more',
  'white-space': 'with white space around it',
  'trailing-space': 'with a space behind it',
  'without-first': 'without its first character',
  'last-replaced': 'with another last character',
  'first-replaced': 'with another first character',
  'one-before': 'with one character before it',
  'leading-space': 'with a space before it',
  'without-accents': 'with its letters without their accents',
  'swapped-case': 'with every letter in the other case',
  'new-line': 'with a line feed after it',
  'user-name': 'that is the name of its user',
  'other-account': 'of another account',
  'other-type': 'of the other type of credentials',
  empty: 'empty',
} as const;
export type NearKind = keyof typeof nearKinds;
/** Those of a text that people make up and type. */
export const kindsOfPasswords = [
  'first-replaced',
  'one-before',
  'leading-space',
  'without-accents',
  'swapped-case',
  'new-line',
  'user-name',
] as const satisfies NearKind[];
/** A user name, which is not secret, has one kind more. */
export type NearTextKind = NearKind | 'underscore';

type Given = Pick<Configuration, 'accounts'>;

/** The reference to a wrong secret of an account: `${accounts.user.password.letter-case}`. */
export function nearSecretReference(account: AccountName, type: CredentialsType, kind: NearKind): string {
  return kind === 'empty' ? '' : reference(`accounts.${account}.${type}.${kind}`);
}

/** The wrong secret at such a path; undefined if the configuration has none that can be wrong in this way. */
export function nearSecret(path: string, { accounts }: Given): Secret | string | undefined {
  const [, name, type, kind] = path.split('.') as [string, AccountName, CredentialsType, NearKind];
  const account = accounts[name];
  const right = account?.[type]?.reveal();
  if (account === undefined || right === undefined) return undefined;
  const others: Readonly<Partial<Record<NearKind, string | undefined>>> = {
    'other-account': accountNames
      .filter((each) => accounts[each]?.username !== account.username)
      .map((each) => accounts[each]?.[type]?.reveal())
      .find((secret) => secret !== undefined && secret !== right),
    'other-type': account[type === 'password' ? 'apiKey' : 'password']?.reveal(),
    'user-name': account.username,
  };
  const text = others[kind] ?? nearText(right, kind);
  const isWrong = text !== undefined && text !== '' && text !== right && !isWordOfContract(text);
  if (!isWrong) return undefined;
  return kind === 'user-name' ? text : new Secret(text, path);
}

/** A text that is near another one; undefined for a kind that takes more than the text. */
export function nearText(right: string | undefined, kind: NearTextKind): string | undefined {
  if (right === undefined) return undefined;
  const texts: Readonly<Partial<Record<NearTextKind, string | undefined>>> = {
    'letter-case': withOneInOtherCase(right),
    'without-last': [...right].slice(0, -1).join(''),
    'first-eight': [...right].slice(0, 8).join(''),
    'one-more': `${right}x`,
    'white-space': ` ${right} `,
    'trailing-space': `${right} `,
    'without-first': withoutFirst(right),
    'last-replaced': withLast(right, right.endsWith('x') ? 'y' : 'x'),
    'first-replaced': `${right.startsWith('x') ? 'y' : 'x'}${withoutFirst(right)}`,
    'one-before': `é${right}`,
    'leading-space': ` ${right}`,
    'without-accents': right
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC'),
    'swapped-case': [...right].map(inOtherCase).join(''),
    'new-line': `${right}\n`,
    // The LIKE of SQL takes them for any character, and for any text.
    underscore: withLast(right, right.endsWith('_') ? '%' : '_'),
  };
  return texts[kind];
}

/** The kinds that a configuration has for the secret of an account, in the order of their names. */
export function nearKindsOf(account: AccountName, type: CredentialsType, given: Given): NearKind[] {
  return (Object.keys(nearKinds) as NearKind[]).filter(
    (kind) =>
      (type === 'password' || !(kindsOfPasswords as readonly NearKind[]).includes(kind)) &&
      (kind === 'empty' || nearSecret(`accounts.${account}.${type}.${kind}`, given) !== undefined),
  );
}

/** The last letter, which a server that compares only the first characters does not notice either. */
function withOneInOtherCase(text: string): string | undefined {
  const at = text.search(/[a-z][^a-z]*$/i);
  if (at < 0) return undefined;
  return text.slice(0, at) + inOtherCase(text.charAt(at)) + text.slice(at + 1);
}

function inOtherCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

function withoutFirst(text: string): string {
  return [...text].slice(1).join('');
}

function withLast(text: string, last: string): string {
  return [...text].slice(0, -1).join('') + last;
}

/** A part of a secret may be a word that every request has; masked, it would hide the request. */
function isWordOfContract(text: string): boolean {
  return [...Object.values(credentialsMember), 'username', 'tenantName', 'tenantId', 'application']
    .join(' ')
    .toLowerCase()
    .includes(text.toLowerCase());
}
