import { authOf } from '../../src/identity/auth';
import { authJson, writeJson } from '../../src/identity/auth-json';
import { authXml, writeXml } from '../../src/identity/auth-xml';
import type { Format } from '../../src/identity/format';
import { tokenRequest, type TokenRequest } from '../../src/identity/token-request';
import { login } from './logins';

/** The login written otherwise, as its format allows, with the same meaning. */
export interface OtherSpelling {
  readonly name: string;
  readonly format: Format;
  readonly request: TokenRequest;
}

const auth = authOf('user', 'password');
const json = writeJson(authJson(auth));
const xml = writeXml(authXml(auth));

/** A value may hold a single quote, which then is a reference, as in every other attribute. */
const spelledOtherwise: Readonly<Record<Format, Readonly<Record<string, string>>>> = {
  json: {
    'members in another order': writeJson({
      auth: { passwordCredentials: { password: auth.secret, username: auth.username } },
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
export const otherSpellings: readonly OtherSpelling[] = (['json', 'xml'] as const).flatMap((format) => [
  {
    name: `${format}, escaped`,
    format,
    request: { ...login({ format }), escape: format === 'json' ? 'jsonEscapes' : 'xmlReferences' } as const,
  },
  ...Object.entries(spelledOtherwise[format]).map(([name, body]) => ({
    name: `${format}, ${name}`,
    format,
    request: tokenRequest({ format, body }),
  })),
]);
