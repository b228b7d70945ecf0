import { Secret } from './secret';

/** The challenge of a multi-factor login, from the header WWW-Authenticate (the service's companion pages). */
interface Challenge {
  readonly session: Secret;
  readonly factor: string | undefined;
}

/**
 * The challenge for the second factor in `OS-MF sessionId='...', factor='PASSCODE'`; quotes may be single, double or
 * absent. Of several, the one for a passcode is taken.
 */
export function challengeOf(header: string | undefined): Challenge | undefined {
  const challenges = ofSecondFactor(header).flatMap((parameters): readonly Challenge[] => {
    const session = parameters.get('sessionid')?.value;
    if (!session) return [];
    return [{ session: new Secret(session, 'session id'), factor: parameters.get('factor')?.value }];
  });
  return challenges.find(({ factor }) => factor === 'PASSCODE') ?? challenges[0];
}

/** Whether a header challenges for a second factor, with a session id or without one. */
export function asksForSecondFactor(header: string | undefined): boolean {
  return ofSecondFactor(header).length > 0;
}

/** Every session id in a header, as it is and as it is written in quotes. */
export function sessionsIn(header: string): string[] {
  return ofSecondFactor(header).flatMap((parameters) => {
    const session = parameters.get('sessionid');
    return session?.value ? [...new Set([session.value, session.written])] : [];
  });
}

/** The parameters of each challenge for a second factor. */
function ofSecondFactor(header: string | undefined): HttpChallenge['parameters'][] {
  return challengesIn(header)
    .filter(({ scheme }) => scheme.toLowerCase() === 'os-mf')
    .map(({ parameters }) => parameters);
}

interface Parameter {
  readonly value: string;
  /** Between its quotes, with its escapes. */
  readonly written: string;
}

/** A challenge of HTTP, its parameters by their names in lower case. */
interface HttpChallenge {
  readonly scheme: string;
  readonly parameters: Map<string, Parameter>;
}

const delimiters = /[\s,;]*/y;
const parameter = /([\w!#$%&*+.^`|~-]{1,64})\s{0,16}=\s{0,16}(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|([^\s,;]*))/y;
const schemeOrToken = /[^\s,;]+/y;

/** The challenges of a header (RFC 9110, 11.6.1), which may also have apostrophes for quotes and semicolons for commas. */
function challengesIn(header = ''): HttpChallenge[] {
  const found: HttpChallenge[] = [];
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (next(delimiters); at < header.length; next(delimiters)) {
    const [, name, double, single, bare] = next(parameter) ?? [];
    if (name === undefined) found.push({ scheme: next(schemeOrToken)?.[0] ?? '', parameters: new Map() });
    else {
      const written = double ?? single ?? bare ?? '';
      const value = double === undefined ? written : written.replace(/\\([^])/g, '$1');
      found.at(-1)?.parameters.set(name.toLowerCase(), { value, written });
    }
  }
  return found;
}
