import { decoded } from './content-coding';
import type { RawResponse } from './exchange';
import { headersOf } from './header-list';
import { transportFailure, type TransportLimits } from './transport-failure';

/** A response with the bytes of its body as they were before they were compressed, or with why they are not known. */
export function withoutCodings(answer: RawResponse, to: TransportLimits): RawResponse | string {
  const body = decoded(answer.body, headersOf(answer.rawHeaders)['content-encoding'], to.maxBodyBytes);
  return body === 'too long' ? transportFailure({ code: 'ETOOLARGE' }, to) : { ...answer, ...body };
}
