import { faultNames } from '../../protocol/fault';
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
import { repeatsSecretOfRequest } from './secret-rules';

const isRefusal = ({ response }: Observed) => response.status >= 400;

/**
 * Whether the service itself refuses, with a fault from the companion pages, and not HTTP because of a body's length.
 */
const isService = (observed: Observed) => {
  const { request, response } = observed;
  const isFraming = request.wire === 'without-length' || request.wire === 'length-too-small';
  return isRefusal(observed) && !response.isHtml && !isFraming && response.status in faultNames;
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
