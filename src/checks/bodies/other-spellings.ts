import type { TokenRequest } from '../../http/request/token-request';
import { authJson, authOf, authXml, credentialsMember, writeJson, writeXml } from '../../protocol/auth';
import { type Format, formats } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { login } from '../sendings/logins';
import { withBody } from './other-bodies';

/** The user's login by password, as it is written, and changed, in each format. */
export const userLogin = authOf('user', 'password');
export const writtenLogin: Readonly<Record<Format, string>> = {
  json: writeJson(authJson(userLogin)),
  xml: writeXml(authXml(userLogin)),
};

/** Bodies of each format by their description. */
export type Bodies = Readonly<Record<Format, Readonly<Record<string, string>>>>;

export interface NamedBody {
  /** `json, cut off` */
  readonly name: string;
  readonly format: Format;
  readonly body: string;
}

export function namedBodies(format: Format, bodies: Bodies): NamedBody[] {
  return Object.entries(bodies[format]).map(([name, body]) => ({ name: `${format}, ${name}`, format, body }));
}

/** The login in another notation that its format allows, with the same meaning. */
export interface OtherSpelling {
  readonly name: string;
  readonly format: Format;
  readonly request: TokenRequest;
}

const { json, xml } = writtenLogin;

/** A value may hold a single quote, which then is a reference, as in every other attribute. */
const spelledOtherwise: Bodies = {
  json: {
    'members in another order': writeJson({
      auth: { passwordCredentials: { password: userLogin.secret, username: userLogin.username } },
    }),
    'API key and tenant before the user name': writeJson({
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
    format,
    request: { ...login({ format }), escape: format === 'json' ? 'jsonEscapes' : 'xmlReferences' } as const,
  },
  ...namedBodies(format, spelledOtherwise).map(({ name, body }) => ({
    name,
    format,
    request: withBody(format, body),
  })),
]);
