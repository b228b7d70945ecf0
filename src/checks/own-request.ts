import { validateJson } from '../contract/json-schema';
import type { SchemaProblem } from '../contract/schema-problem';
import { validateXml } from '../contract/xml';
import { filledRequest, type ValueOf } from '../http/filled-request';
import type { TokenRequest } from '../http/token-request';

/**
 * Validates a request that is meant to be valid against the suite's own schemas before it is sent; otherwise a mistake
 * of the suite would be blamed on the server.
 *
 * @throws Error that names the first problem; it is a defect of the suite
 */
export function verifyOwnRequest(request: TokenRequest, valueOf: ValueOf): void {
  const { body } = filledRequest(request, { userAgent: '', headers: {} }, valueOf);
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body.map((piece) => piece.text).join('');
  const [problem] = problemsOf(request, text);
  if (problem)
    throw new Error(
      `a request that is meant to be valid violates ${problem.schemaLocation}: ${problem.message}`,
    );
}

function problemsOf({ format }: TokenRequest, text: string): readonly SchemaProblem[] {
  if (format === 'xml') return validateXml(text, 'auth-request');
  return validateJson('auth-request', JSON.parse(text));
}
