import { parseXml, type XmlElement } from '../../contract/xml';
import { at } from '../../identity/access';
import { credentialsTypes, type CredentialsType } from '../../identity/auth';
import { credentialsMember } from '../../identity/auth-json';
import { credentialsElement } from '../../identity/auth-xml';

/** What a recorded request presents. */
export interface PresentedCredentials {
  readonly username?: string;
  readonly secrets: Readonly<Partial<Record<CredentialsType | 'passcode', string>>>;
}

/** The credentials in a body, in either format; none in one that cannot be read. */
export function credentialsIn(body: string): PresentedCredentials {
  return body.trimStart().startsWith('<') ? fromXml(body) : fromJson(body);
}

function fromJson(body: string): PresentedCredentials {
  let auth: unknown;
  try {
    auth = at(JSON.parse(body), 'auth');
  } catch {
    return { secrets: {} };
  }
  return presented((type, name) =>
    at(auth, type === 'passcode' ? 'RAX-AUTH:passcodeCredentials' : credentialsMember[type], name),
  );
}

function fromXml(body: string): PresentedCredentials {
  const result = parseXml(body);
  if ('problem' in result) return { secrets: {} };
  const elementOf = (name: string) => result.root.children.find((child) => child.name === name);
  const attributeOf = (element: XmlElement | undefined, name: string) =>
    element?.attributes.find((attribute) => attribute.name === name)?.value;
  return presented((type, name) =>
    attributeOf(elementOf(type === 'passcode' ? 'passcodeCredentials' : credentialsElement[type]), name),
  );
}

function presented(
  valueOf: (type: CredentialsType | 'passcode', name: string) => unknown,
): PresentedCredentials {
  const types = [...credentialsTypes, 'passcode'] as const;
  const texts = (pairs: readonly (readonly [string, unknown])[]) =>
    Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  const [username] = credentialsTypes
    .map((type) => valueOf(type, 'username'))
    .filter((name) => typeof name === 'string');
  return {
    ...(username === undefined ? {} : { username }),
    secrets: texts(types.map((type) => [type, valueOf(type, type)] as const)),
  };
}
