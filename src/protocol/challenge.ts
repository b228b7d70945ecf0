import { Secret } from './secret';

/** The challenge of a multi-factor login, from the header WWW-Authenticate (the service's companion pages). */
export interface Challenge {
  readonly session: Secret;
  readonly factor: string | undefined;
}

/** Reads `OS-MF sessionId='...', factor='PASSCODE'`; quotes may be single, double or absent. */
export function challengeOf(header: string | undefined): Challenge | undefined {
  if (header === undefined || !/\bOS-MF\b/i.test(header)) return undefined;
  const parameter = (name: string) =>
    new RegExp(`\\b${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s,;]+))`, 'i')
      .exec(header)
      ?.slice(1)
      .find((value) => value !== undefined);
  const session = parameter('sessionId');
  return session ? { session: new Secret(session, 'session id'), factor: parameter('factor') } : undefined;
}
