import { Harness } from '../../specs/vocabulary/harness';
import { Client } from '../identity/client';
import { Masker } from '../identity/masking';
import { Secret } from '../identity/secret';
import { userAgent } from './suite';
import type { Target } from './target';

/** A harness for a target; every secret of its configuration is masked from the start. */
export function harnessFor({ configuration }: Target): Harness {
  const masker = new Masker();
  for (const account of Object.values(configuration.accounts))
    for (const value of Object.values(account)) if (value instanceof Secret) masker.add(value);
  for (const value of Object.values(configuration.headers)) if (value instanceof Secret) masker.add(value);
  const { baseUrl, limits, headers } = configuration;
  return new Harness(configuration, new Client({ baseUrl, limits, headers, userAgent: userAgent() }, masker));
}
