import type { SentExchange } from './sendings/sending';

/**
 * Exchanges without a response; not counting an unusual kind of message that the server never responds to, since it
 * need not support it (erratum E34).
 */
export function lostIn(answered: readonly SentExchange[]): readonly SentExchange[] {
  const unsupported = new Set(droppedIn(answered).flatMap(({ sending }) => sending.request.wire ?? []));
  for (const { sending, exchange } of answered)
    if (exchange.failure === undefined && sending.request.wire) unsupported.delete(sending.request.wire);
  return answered.filter(
    ({ sending: { request }, exchange }) =>
      exchange.failure !== undefined && !(request.wire && unsupported.has(request.wire)),
  );
}

/**
 * Exchanges that stay without a response each time, though the server responds to others after them. If any repeated
 * request got a response, the network loses responses, and nothing follows.
 */
export function droppedIn(answered: readonly SentExchange[]): readonly SentExchange[] {
  if (answered.some(({ exchange }) => exchange.answeredWhenRepeated)) return [];
  const last = answered.findLastIndex(({ exchange }) => exchange.failure === undefined);
  return answered
    .slice(0, Math.max(0, last))
    .filter(({ exchange }) => exchange.answeredWhenRepeated === false);
}
