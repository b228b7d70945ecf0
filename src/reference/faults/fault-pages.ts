import type { Behaviour } from '../behaviour';
import type { Answer } from '../http/send';
import type { TokensRequest } from '../http/tokens-request';
import type { InjectedFault } from './injected-fault';

/** Faults by which something else than the service answers: a page of a web server or of a gateway. */
export const faultPageFaults: readonly InjectedFault[] = [
  {
    name: 'page-of-gateway',
    breaks: 'fault.no-page',
    what: 'a gateway turns every login away with a page',
    deviate: (standard) =>
      pages(standard, (answer) => (answer.status === 200 ? { ...answer, status: 403 } : answer)),
  },
  {
    name: 'page-for-400',
    breaks: 'fault.no-page',
    what: 'a body that the service does not like is answered by a page of its web server',
    deviate: (standard) => pages(standard, (answer) => answer.status === 400 && answer),
  },
  {
    name: 'page-for-401',
    breaks: 'fault.no-page',
    what: 'a 401 is the login page of a portal',
    deviate: (standard) => pages(standard, (answer) => answer.status === 401 && answer),
  },
  {
    name: 'page-for-403',
    breaks: 'fault.no-page',
    what: 'a 403 is a page',
    deviate: (standard) => pages(standard, (answer) => answer.status === 403 && answer),
  },
  {
    name: 'page-for-other-methods',
    breaks: 'fault.no-page',
    what: 'another method than POST is answered by a page of the web server',
    deviate: (standard) => pages(standard, (answer) => answer.status === 405 && answer),
  },
  {
    name: 'page-for-other-types',
    breaks: 'fault.no-page',
    what: 'a Content-Type that the service does not know is answered by a page of its framework',
    deviate: (standard) => pages(standard, (answer) => answer.status === 415 && answer),
  },
  {
    name: 'page-for-suffix',
    breaks: 'fault.no-page',
    what: 'a path with a suffix is not found, as a page says',
    deviate: (standard) =>
      pages(standard, (answer, { path }) => path.includes('tokens.') && { ...answer, status: 404 }),
  },
  {
    name: 'page-for-query',
    breaks: 'fault.no-page',
    what: 'a query that is not known is answered by a page of a firewall',
    deviate: (standard) =>
      pages(standard, (answer, { query }) => query.size > 0 && { ...answer, status: 403 }),
  },
];

const page =
  '<!DOCTYPE html>\n<html><head><title>Refused</title></head><body><h1>Refused</h1></body></html>\n';

/** The behaviour with a page in the place of the answers for which there is one. */
function pages(
  standard: Behaviour,
  pageFor: (answer: Answer, request: TokensRequest) => Answer | false,
): Behaviour {
  return {
    ...standard,
    send: (answer, outgoing, request) => {
      const refused = pageFor(answer, request);
      if (!refused) return standard.send(answer, outgoing, request);
      const headers = { ...refused.headers, 'Content-Type': 'text/html; charset=utf-8' };
      return standard.send({ ...refused, headers, body: page }, outgoing, request);
    },
  };
}
