import type { Exchange } from '../../http/exchange/exchange';
import { credentialsTypes } from '../../protocol/auth';
import { visitBody, visitJson, visitXml } from '../../protocol/body-members';
import { faultNames } from '../../protocol/fault';
import { escapes } from '../../protocol/reference';
import { isDistinctive } from '../../secrets/decoded-readings';
import { type AuthRequest, membersOf } from '../auth-request';
import { fail, received } from '../deviation';
import {
  faultCode,
  faultFormat,
  faultMessage,
  faultName,
  faultNameFor,
  wellFormedFault,
} from './fault-rules';
import type { ExchangeRule, Observed, ResponseRule } from './response-rule';

/** The length of a secret that could not be distinguished from ordinary text, in a refusal and where there is much text. */
const shortest = { inRefusal: 5, inMuchText: 8 };

/** Whether a response repeats a secret that its request presents, in its body or in its headers. */
function repeatsSecretOfRequest(response: Exchange, request: AuthRequest): boolean {
  const secrets = secretsIn(request, response.sent?.body);
  if (response.status >= 400) return isRepeated(response, secrets);
  // A catalogue has many words: a short secret counts only as a whole value, and a word not at all.
  return isRepeated(response, secrets.filter(isUnlikeWords)) || isValueOf(response, secrets);
}

/** A secret comes back as it is, in an escape of either format, or in any form in which a mask knows it. */
function isRepeated(response: Exchange, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  const said = `${response.headerText}\n${response.text}`;
  if (secrets.some((secret) => formsOf(secret).some((form) => said.includes(form)))) return true;
  const { response: back } = response.record;
  const masked = [back?.body, ...Object.values(back?.headers ?? {})].join('\n');
  // What else the suite masks, such as a long name that another request sent as a password, is not a secret here.
  return secrets.some((secret) => {
    const mask = response.mask(secret);
    return mask !== secret && /^\[masked [^\][]+\]$/.test(mask) && masked.includes(mask);
  });
}

/** Whether a text with such a secret in it cannot have it by chance: it is long, and has more than letters. */
export function isUnlikeWords(secret: string): boolean {
  return secret.length >= shortest.inMuchText && /[^a-z]/i.test(secret) && /\D/.test(secret);
}

function isValueOf(response: Exchange, secrets: readonly string[]): boolean {
  const looked = new Set(
    secrets.filter((secret) => isDistinctive(secret) && /[^a-z]/i.test(secret)).flatMap(formsOf),
  );
  if (looked.size === 0) return false;
  let found = response.headerText.split('\n').some((value) => looked.has(value));
  const visit = (_: readonly string[], _name: string, value: string) => {
    found ||= looked.has(value);
  };
  if (response.writtenIn === 'json') visitJson(response.text, visit);
  if (response.writtenIn === 'xml') visitXml(response.text, visit);
  return found;
}

/**
 * The secrets that a request presents, even in a malformed body; one that equals its user name, or the value of another
 * member, is not secret there.
 */
function secretsIn(request: AuthRequest, body: Buffer | undefined): string[] {
  const secrets = new Set<string>();
  const open = new Set<unknown>();
  for (const { secret, username } of membersOf(request)?.credentials ?? []) {
    if (typeof secret === 'string') secrets.add(secret);
    open.add(username);
  }
  const visit = (_: readonly string[], name: string, value: string) => {
    if (secretNames.includes(name)) secrets.add(value);
    else open.add(value);
  };
  visitBody(body, visit);
  return [...secrets].filter((secret) => secret.length >= shortest.inRefusal && !open.has(secret));
}

const secretNames: readonly string[] = [...credentialsTypes, 'passcode'];

function formsOf(secret: string): string[] {
  const written = [secret, escapes.json(secret), escapes.xml(secret)];
  return [...new Set([...written, ...written.map(escapes.url)])];
}

const isRefusal = ({ response }: Observed) => response.status >= 400;

/**
 * Whether the service itself refuses, with a fault from the companion pages, and not HTTP because of a body's length.
 */
const isService = (observed: Observed) => {
  const { request, response } = observed;
  const isFraming = request.wire === 'without-length' || request.wire === 'length-too-small';
  // Of other methods and paths nothing is said (E34): whatever refuses them need not know faults.
  const isElsewhere = request.method !== 'POST' || !request.isTokens;
  const isFault = !response.isHtml && (!isElsewhere || response.fault() !== undefined);
  return isRefusal(observed) && isFault && !isFraming && response.status in faultNames;
};

/**
 * Whether the refused request is outside the document, so that a gateway before the service may refuse it in its own
 * way: another method, path or version (erratum E34), or a body without its length.
 */
const isOfFrontEnd = ({ request }: Observed) =>
  request.method !== 'POST' ||
  !request.isTokens ||
  request.suffix !== undefined ||
  ['http-1.0', 'without-length', 'length-too-small'].includes(request.wire ?? '');

/** What must hold for every refusal (lines 30-68 and companion pages). */
export const refusalRules: readonly ExchangeRule[] = [
  {
    requirement: 'fault.no-page',
    appliesTo: (observed) => isRefusal(observed) && !isOfFrontEnd(observed),
    accompanies: true,
    judge: ({ response }) => {
      if (response.isHtml)
        fail({
          message: `The refusal is an HTML page: ${received(response)}.`,
          expected: 'no HTML page',
          received: received(response),
        });
    },
  },
  accompanying('fault.schema', wellFormedFault),
  accompanying('fault.code', faultCode),
  accompanying('fault.message', faultMessage),
  accompanying('fault.name', faultName),
  {
    requirement: 'fault.name',
    appliesTo: (observed) => isService(observed) && observed.response.status === 403,
    accompanies: true,
    judge: ({ response, allowance }) => void faultNameFor(allowance.requirement).judge(response),
  },
  {
    requirement: 'fault.format',
    appliesTo: (observed) => isService(observed) && observed.request.responseFormat !== undefined,
    accompanies: true,
    judge: ({ response, request: { responseFormat } }) => {
      if (responseFormat) void faultFormat(responseFormat).judge(response);
    },
  },
  {
    requirement: 'fault.no-secret',
    appliesTo: (observed) => isRefusal(observed) || observed.response.status === 200,
    accompanies: true,
    judge: ({ response, request }) => {
      if (repeatsSecretOfRequest(response, request))
        fail({
          message: `The response repeats a secret of the request: ${received(response)}.`,
          expected: 'no secret of the request',
          received: 'a secret of the request',
        });
    },
  },
];

function accompanying(requirement: string, rule: ResponseRule): ExchangeRule {
  return {
    requirement,
    appliesTo: isService,
    accompanies: true,
    judge: ({ response }) => void rule.judge(response),
  };
}
