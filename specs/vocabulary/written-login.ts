import { authOf } from '../../src/identity/auth';
import { authJson, writeJson } from '../../src/identity/auth-json';
import { authXml, writeXml } from '../../src/identity/auth-xml';
import type { Format } from '../../src/identity/format';

/** The user's login by password, as it is written, and changed, in each format. */
export const userLogin = authOf('user', 'password');
export const writtenLogin: Readonly<Record<Format, string>> = {
  json: writeJson(authJson(userLogin)),
  xml: writeXml(authXml(userLogin)),
};

/** Bodies of each format by what is said of them. */
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
