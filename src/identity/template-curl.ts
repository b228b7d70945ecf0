import { curlLine } from './curl';
import { explained, fieldsToRepeat, filledRequest } from './filled-request';
import { Secret } from './secret';
import type { TokenRequest } from './token-request';

const baseUrl = '[masked IDENTITY_BASE_URL]';

/**
 * A line for bash that sends a request which was not filled yet: `$IDENTITY_BASE_URL` holds the service URL, and a
 * variable each value that the request refers to, `$USER_PASSWORD` that of `accounts.user.password`.
 */
export function templateCurl(request: TokenRequest): string {
  const filled = filledRequest(request, { userAgent: '', headers: {} }, (path) => new Secret('value', path));
  const shown = (pieces: Parameters<typeof explained>[0]) => explained(pieces, (text) => text);
  return curlLine({
    method: filled.method,
    url: `${baseUrl}${shown(filled.path)}`,
    headers: Object.fromEntries(
      Object.entries(fieldsToRepeat(filled)).map(([name, pieces]) => [name, shown(pieces)]),
    ),
    body: Buffer.isBuffer(filled.body) ? filled.body : shown(filled.body),
    ...(filled.wire ? { wire: filled.wire } : {}),
    ...(filled.encoding ? { encoding: filled.encoding } : {}),
  });
}
