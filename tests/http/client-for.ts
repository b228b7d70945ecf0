import { Client } from '../../src/http/client';
import type { ClientSettings } from '../../src/http/settings';
import { Masker } from '../../src/secrets/masking';
import { wideLimits } from './limits';

/** A client for a server of a test, with wide limits and nothing of its own unless told. */
export function clientFor(
  baseUrl: string,
  settings: Partial<ClientSettings> = {},
  masker = new Masker(),
): Client {
  return new Client({ baseUrl, userAgent: 'suite', headers: {}, limits: wideLimits, ...settings }, masker);
}
