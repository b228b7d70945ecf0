import { loadConfiguration } from '../configuration';
import { harnessFor } from '../harness';
import { openTarget } from '../target';
import type { Session } from './session';

/** The session for `npx jest`: what IDENTITY_BASE_URL and IDENTITY_CONFIG say. */
export async function sessionFromEnvironment(): Promise<Session> {
  const target = await openTarget(loadConfiguration({ environment: process.env, flags: {} }));
  return { target, harness: harnessFor(target), strict: false };
}
