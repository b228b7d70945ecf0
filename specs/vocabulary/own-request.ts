import { validateJson, type SchemaProblem } from '../../src/contract/json-schema';
import { validateXml } from '../../src/contract/xml';
import { filledRequest, type ValueOf } from '../../src/identity/filled-request';
import type { TokenRequest } from '../../src/identity/token-request';

/**
 * Holds a request that the suite means to be valid against the suite's own schemas, before it goes out: what a
 * server says of an invalid one would be held against the server.
 *
 * @throws Error that names the first problem; it is a defect of the suite
 */
export function verifyOwnRequest(request: TokenRequest, valueOf: ValueOf): void {
  const { body } = filledRequest(request, { userAgent: '', headers: {} }, valueOf);
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body.map((piece) => piece.text).join('');
  const [problem] = problemsOf(request, text);
  if (problem)
    throw new Error(
      `a request that is meant to be valid breaks ${problem.schemaLocation}: ${problem.message}`,
    );
}

function problemsOf({ format }: TokenRequest, text: string): readonly SchemaProblem[] {
  if (format === 'xml') return validateXml(text, 'auth-request');
  return validateJson('auth-request', JSON.parse(text));
}
