import type { TokenRequest } from '../../http/token-request';
import {
  authJson,
  authOf,
  authXml,
  credentialsMember,
  element,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import { type Format, formats, namespaces } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { login } from '../sendings/logins';
import { withBody } from './other-bodies';

/** The user's login by password, as it is written, and changed, in each format. */
const userLogin = authOf('user', 'password');
const writtenLogin: Readonly<Record<Format, string>> = {
  json: writeJson(authJson(userLogin)),
  xml: writeXml(authXml(userLogin)),
};

/** Bodies of each format by their description. */
type Bodies = Readonly<Record<Format, Readonly<Record<string, string>>>>;

interface NamedBody {
  /** `json, cut off` */
  readonly name: string;
  readonly format: Format;
  readonly body: string;
}

function namedBodies(format: Format, bodies: Bodies): NamedBody[] {
  return Object.entries(bodies[format]).map(([name, body]) => ({ name: `${format}, ${name}`, format, body }));
}

/** The login in another notation that its format allows, with the same meaning. */
interface OtherSpelling {
  readonly name: string;
  readonly request: TokenRequest;
  /** The same login in the usual notation. */
  readonly plain: TokenRequest;
}

const { json, xml } = writtenLogin;

const tenantFirst = 'API key and tenant before the user name';

/** A value may hold a single quote, which then is a reference, as in every other attribute. */
const spelledOtherwise: Bodies = {
  json: {
    'members in another order': writeJson({
      auth: { passwordCredentials: { password: userLogin.secret, username: userLogin.username } },
    }),
    [tenantFirst]: writeJson({
      auth: {
        tenantId: reference('accounts.user.tenantId'),
        [credentialsMember.apiKey]: {
          apiKey: reference('accounts.user.apiKey'),
          username: userLogin.username,
        },
      },
    }),
    'white space around everything': ` \r\n\t${json.replaceAll('\n', ' \r\n\t')} \n`,
  },
  xml: {
    'attributes in single quotes': xml.replaceAll('"', "'"),
    comments: xml.replace('<passwordCredentials', '<!-- a login --><passwordCredentials'),
    'start and end tags': xml.replace('/>', '></passwordCredentials>'),
    'no declaration': xml.replace(/^<\?xml.*\?>\n/, ''),
  },
};

/** The login escaped, and in the other spellings of each format. */
export const otherSpellings: readonly OtherSpelling[] = formats.flatMap((format) => [
  {
    name: `${format}, escaped`,
    request: { ...login({ format }), escape: format === 'json' ? 'jsonEscapes' : 'xmlReferences' } as const,
    plain: login({ format }),
  },
  ...namedBodies(format, spelledOtherwise).map(({ name, body }) => ({
    name,
    request: withBody(format, body),
    plain: name.endsWith(tenantFirst)
      ? login({ format, type: 'apiKey', tenant: { auth: { tenantId: reference('accounts.user.tenantId') } } })
      : login({ format }),
  })),
]);

/** The user's login by password without its end. */
export const cutOff: Readonly<Record<Format, string>> = {
  json: json.slice(0, -2),
  xml: xml.replace('</auth>\n', ''),
};

/** Bodies that hold no login at all. */
const withoutLogin: Bodies = {
  json: {
    'empty body': '',
    'plain text': 'auth',
    'a list': '[]',
    null: 'null',
    'a text': '"auth"',
    'a list in a list, 500 deep': '['.repeat(500) + ']'.repeat(500),
  },
  xml: {
    'empty body': '',
    'plain text': 'auth',
    'another root element': writeXml(element('other', { xmlns: namespaces.core })),
  },
};

/**
 * The user's login with one breach of the grammar of its format (RFC 8259, 2 to 7; XML 1.0, 2 and 3): a reader that
 * ignores it finds the correct credentials.
 */
const damagedLogins: Bodies = {
  json: {
    'cut off': cutOff.json,
    'in a list': `[${json}]`,
    'text behind it': `${json} and more`,
    'no comma between two members': json.replace('",\n', '"\n'),
    'a comma behind the last member': json.replace('"\n', '",\n'),
    'a comment': json.replace('{', '{ /* a login */'),
    // Only member names: a password may hold a quote.
    'texts in single quotes': json.replace(/"([\w:-]+)":/g, "'$1':"),
    'a comment behind a hash sign': `# a login\n${json}`,
    'a control character in a text': json.replace('{', '{ "note": "one\u0001two",'),
    'a login in XML': xml,
    'a null character behind it': `${json}\0`,
    'names without quotes': json.replace(/"(\w+)":/g, '$1:'),
  },
  xml: {
    'cut off': cutOff.xml,
    'an ampersand that is not escaped': writeXml(authXml({ ...userLogin, secret: 'one&two' })),
    'an attribute twice': xml.replace(/(username="[^"]*")/, '$1 $1'),
    'a prefix that is not bound': xml.replaceAll('passwordCredentials', 'core:passwordCredentials'),
    'text behind it': `${xml}and more`,
    'an end tag of another name': xml.replace('</auth>', '</Auth>'),
    'an attribute without quotes': xml.replace('<passwordCredentials', '<passwordCredentials note=none'),
    'a login in JSON': json,
    'a less-than sign in an attribute': xml.replace(
      '<passwordCredentials',
      '<passwordCredentials note="a<b"',
    ),
    'no space between two attributes': xml.replace('" password=', '"password='),
    'an entity that is not declared': xml.replace('</auth>', '&nothing;</auth>'),
  },
};

/** Bodies that cannot be read as what their Content-Type says, each with one thing wrong (erratum E16). */
export const unreadableBodies: readonly NamedBody[] = [withoutLogin, damagedLogins].flatMap((bodies) =>
  formats.flatMap((format) => namedBodies(format, bodies)),
);
