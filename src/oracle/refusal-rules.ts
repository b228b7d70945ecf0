import type { Exchange } from '../identity/exchange';
import { faultNames } from '../identity/fault';
import { visitJson, visitXml } from '../identity/named-values';
import { escapes } from '../identity/reference';
import { membersOf, type AuthRequest } from './auth-request';
import { fail } from './deviation';
import type { ExchangeRule } from './exchange-rule';
import { faultCode, faultFormat, faultMessage, faultName, wellFormedFault } from './fault-rules';
import type { Observed } from './observed';
import { received } from './received';
import type { ResponseRule } from './response-rule';

const isRefusal = ({ response }: Observed) => response.status >= 400;

/** Whether the service itself refuses, by a fault that the companion pages name, and not HTTP for the length of a body. */
const isService = (observed: Observed) => {
  const { request, response } = observed;
  const isFraming = request.wire === 'without-length' || request.wire === 'length-too-small';
  return isRefusal(observed) && !response.isHtml && !isFraming && response.status in faultNames;
};

/**
 * Whether the refusal is of something that no sentence of the document speaks of, so that whatever stands before the
 * service may refuse it in its own way: another method, path or version (erratum E34), or a body without its length.
 */
const isOfFrontEnd = ({ request }: Observed) =>
  request.method !== 'POST' ||
  !request.isTokens ||
  request.suffix !== undefined ||
  ['http-1.0', 'without-length', 'length-too-small'].includes(request.wire ?? '');

/** What is true of every refusal (lines 30-68 and companion pages). */
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
    requirement: 'fault.format',
    appliesTo: (observed) => isService(observed) && observed.request.responseFormat !== undefined,
    accompanies: true,
    judge: ({ response, request: { responseFormat } }) => {
      if (responseFormat) void faultFormat(responseFormat).judge(response);
    },
  },
  {
    requirement: 'fault.no-secret',
    appliesTo: isRefusal,
    accompanies: true,
    judge: ({ response, request }) => {
      if (repeatsSecret(response, secretsIn(request, response.sent?.body)))
        fail({
          message: `The refusal repeats a secret of its request: ${received(response)}.`,
          expected: 'no secret of the request',
          received: 'the secret',
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

/** Characters of a secret that could not be told from ordinary text. */
const shortest = 5;

/** A secret comes back as it is, in an escape of either format, or in any form in which a mask knows it. */
function repeatsSecret(response: Exchange, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  const said = `${response.headerText}\n${response.text}`;
  if (secrets.some((secret) => formsOf(secret).some((form) => said.includes(form)))) return true;
  const { response: back } = response.record;
  const masked = [back?.body, ...Object.values(back?.headers ?? {})].join('\n');
  // What the suite masks beside, such as a long name that another request sent for a password, is no secret here.
  return secrets.some((secret) => {
    const mask = response.mask(secret);
    return mask !== secret && /^\[masked [^\][]+\]$/.test(mask) && masked.includes(mask);
  });
}

/**
 * The secrets that a request presents, also where they stand in a body that cannot be read as one; one that is its user
 * name, or the value of another member, is no secret there.
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
  const text = body?.toString('utf8') ?? '';
  (text.trimStart().startsWith('<') ? visitXml : visitJson)(text, visit);
  return [...secrets].filter((secret) => secret.length >= shortest && !open.has(secret));
}

const secretNames = ['password', 'apiKey', 'passcode'];

function formsOf(secret: string): string[] {
  const written = [secret, escapes.json(secret), escapes.xml(secret)];
  return [...new Set([...written, ...written.map(escapes.url)])];
}
