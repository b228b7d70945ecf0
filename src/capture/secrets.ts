import { parseXml } from '../contract/xml';
import { headersOf } from '../http/token-request';
import { at } from '../protocol/access';
import {
  credentialsElement,
  credentialsMember,
  type CredentialsType,
  credentialsTypes,
} from '../protocol/auth';
import type { Visit } from '../protocol/body-members';
import { textOf } from '../protocol/body-text';
import { Secret } from '../protocol/secret';
import { looksLikeCredential } from '../secrets/credential-shapes';
import { kindOf, secretsInHeader, secretsOf, visitText } from '../secrets/response-secrets';
import type { RecordedExchange } from './recorded-exchange';

/** Headers of a request that carry credentials. */
const secretHeader = /auth|token|session|cookie|secret|api-?key/i;

/** A shorter value could not be distinguished from ordinary text. */
const shortest = 4;

/** The member that holds all others, and the prefix of its extensions: its value is not secret for its name. */
const container = /^(?:\w+-)?auth$/i;

/** JSON values that are never secrets. */
const literal = /^(?:null|true|false|-?\d+(?:\.\d+)?e[-+]?\d+)$/i;

/** One repeated character, more than anyone types: it is sent to test a length, and is not secret. */
const filler = /^(.)\1{39,}$/su;

/** Every credential in a capture, each with its own mask, whoever it belongs to. */
export function secretsIn(capture: readonly RecordedExchange[]): Secret[] {
  const presented = new Set<string>();
  const others = capture.flatMap(({ path, headers, body: bytes, answer }) => {
    const body = textOf(bytes);
    for (const value of credentialsIn(body)) presented.add(value);
    for (const text of [path, body, packedIn(body)])
      for (const value of presentedIn(text)) presented.add(value);
    return [
      ...Object.entries(headers)
        .filter(([name, value]) => isSecretHeader(name, value))
        .flatMap(([name, value]) => secretsInHeader(name, new Secret(value, `captured ${name}`))),
      ...secretsOf(headers, ''),
      ...secretsOf(headersOf(answer.rawHeaders), textOf(answer.body)),
    ];
  });
  const credentials = [...presented]
    .filter((value) => !filler.test(value))
    .map((value, index) => new Secret(value, `captured credential${index > 0 ? ` ${index + 1}` : ''}`));
  return [...credentials, ...others];
}

function isSecretHeader(name: string, value: string): boolean {
  return secretHeader.test(name) || looksLikeCredential(name, value);
}

/**
 * Values in a request under a name that announces a secret, even if it is malformed, misspelled or in the URL: people
 * record what went wrong.
 */
function presentedIn(text: string): readonly string[] {
  const found: string[] = [];
  const add: Visit = (path, name, value) => {
    const isSecret = kindOf(path, name) !== undefined && !container.test(name) && !literal.test(value);
    if (isSecret && value.length >= shortest) found.push(value);
  };
  visitText(text, add, { words: true });
  return found;
}

/** The text of a body that is all base64, though the archive does not say so. */
function packedIn(body: string): string {
  const text = body.replace(/\s+/g, '');
  return text.length >= shortest && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
    ? Buffer.from(text, 'base64').toString('utf8')
    : '';
}

/** The secrets of the credentials in a body, in either format; none in one that cannot be read. */
function credentialsIn(body: string): readonly string[] {
  const types = [...credentialsTypes, 'passcode'] as const;
  const valueOf = body.trimStart().startsWith('<') ? inXml(body) : inJson(body);
  return types.map(valueOf).filter((value) => typeof value === 'string');
}

type ValueOf = (type: CredentialsType | 'passcode') => unknown;

function inJson(body: string): ValueOf {
  let auth: unknown;
  try {
    auth = at(JSON.parse(body), 'auth');
  } catch {
    return () => undefined;
  }
  return (type) =>
    at(auth, type === 'passcode' ? 'RAX-AUTH:passcodeCredentials' : credentialsMember[type], type);
}

function inXml(body: string): ValueOf {
  const result = parseXml(body);
  if ('problem' in result) return () => undefined;
  return (type) => {
    const name = type === 'passcode' ? 'passcodeCredentials' : credentialsElement[type];
    const element = result.root.children.find((child) => child.name === name);
    return element?.attributes.find((attribute) => attribute.name === type)?.value;
  };
}
