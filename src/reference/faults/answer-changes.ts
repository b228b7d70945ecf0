import type { Answer } from '../http/send';
import type { TokensRequest } from '../http/tokens-request';
import type { InjectedFault } from './injected-fault';

/** Finished answers go out changed. */
export function sending(
  change: (answer: Answer, request: TokensRequest) => Answer,
): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    send: (answer, outgoing, request) => standard.send(change(answer, request), outgoing, request),
  });
}
