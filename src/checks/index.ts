import type * as SpecApi from './spec-api';
import { specApiKey } from './current-spec';

/*
 * What a spec file imports. Jest runs each spec file in its own realm, and whatever it imports is loaded in that realm
 * once more. So this module loads nothing: the environment of the file, or what reads the files outside Jest, has loaded
 * `spec-api.ts` once for the process and passes it on through `globalThis`.
 */
const specApi = (globalThis as unknown as Record<symbol, typeof SpecApi | undefined>)[specApiKey];
if (!specApi)
  throw new Error('The specs run in their own environment: start them with `npx jest` or `npm start`.');

const api: typeof SpecApi = specApi;
export = api;
