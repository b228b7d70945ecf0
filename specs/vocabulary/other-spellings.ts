import { credentialsMember, writeJson } from '../../src/identity/auth-json';
import { formats, type Format } from '../../src/identity/format';
import { reference } from '../../src/identity/reference';
import type { TokenRequest } from '../../src/identity/token-request';
import { login } from './logins';
import { withBody } from './other-bodies';
import { namedBodies, userLogin, writtenLogin, type Bodies } from './written-login';

/** The login written otherwise, as its format allows, with the same meaning. */
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
