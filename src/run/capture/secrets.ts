import { secretsOf } from '../../identity/answer-secrets';
import { textOf } from '../../identity/body-text';
import { headersOf } from '../../identity/header-list';
import { secretsInHeader } from '../../identity/header-secrets';
import { Secret } from '../../identity/secret';
import { credentialsIn } from './credentials';
import type { RecordedExchange } from './recorded-exchange';

/** Headers of a request that carry credentials. */
const secretHeader = /auth|token|session|cookie|secret|api-?key/i;

/** Everything in a capture that opens something: whose it is does not matter to the mask. */
export function secretsIn(capture: readonly RecordedExchange[]): Secret[] {
  return capture.flatMap(({ headers, body, answer }) => [
    ...Object.values(credentialsIn(body).secrets).map((text) => new Secret(text, 'captured credential')),
    ...Object.entries(headers)
      .filter(([name]) => secretHeader.test(name))
      .flatMap(([name, value]) => secretsInHeader(name, new Secret(value, `captured ${name}`))),
    ...secretsOf(headers, body),
    ...secretsOf(headersOf(answer.rawHeaders), textOf(answer.body)),
  ]);
}
