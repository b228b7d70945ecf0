import type { Change } from './broken-requests';
import { isClientError, refusal, type Refusal } from '../expectations/refused';

const missing = refusal(400);

/** Erratum E2: an API key login without its key is refused with 400; 401 is tolerated. */
const missingApiKey: Refusal = {
  ...missing,
  tolerated: { by: 'E2', status: (status) => status === 401 },
};

/** Erratum E18: an empty value is a missing or a wrong one. */
const empty = refusal(400, 401);

/** Erratum E18: 400 is expected for a value of another type; another client error is tolerated. */
const otherType: Refusal = {
  ...missing,
  tolerated: { by: 'E18', status: isClientError },
};

/** A wrong second request yields no token (document lines 46-55); the companion pages require the status 401. */
export const passcodeRefused: Refusal = {
  ...refusal(401),
  tolerated: { by: 'only the companion pages require it', status: isClientError },
};

/** Erratum E35: a client must choose one of the two types; a server that reads one of them is tolerated. */
export const bothTypesOnce: Refusal = {
  ...missing,
  tolerated: { by: 'E35', status: (status) => status === 200 },
};

/** Erratum E16: a lenient reader sees another text instead, here an unknown user. */
export const notUtf8: Refusal = {
  ...missing,
  tolerated: { by: 'E16', status: (status) => status === 401 || status === 415 },
};

/** The response that the errata require to one defect at one place of an authentication request. */
export function refusalOf(path: string, change: Change): Refusal {
  const value = /(?:username|password|apiKey)$/.test(path);
  if (change === 'missing' || change === 'null') return /apiKey$/.test(path) ? missingApiKey : missing;
  if (change === 'empty') return value ? empty : missing;
  return otherType;
}

const requirements: Readonly<Record<string, string>> = {
  auth: 'auth.required',
  passwordCredentials: 'auth.password-credentials',
  'passwordCredentials.username': 'auth.password.username',
  'passwordCredentials.password': 'auth.password.password',
  'RAX-KSKEY:apiKeyCredentials': 'auth.api-key-credentials',
  'RAX-KSKEY:apiKeyCredentials.username': 'auth.api-key.username',
  'RAX-KSKEY:apiKeyCredentials.apiKey': 'auth.api-key.api-key',
  apiKeyCredentials: 'auth.api-key-credentials',
  'apiKeyCredentials.username': 'auth.api-key.username',
  'apiKeyCredentials.apiKey': 'auth.api-key.api-key',
};

/** The requirement that a defect at a place breaks; an `auth` without its credentials breaks a separate one. */
export function requirementAt(path: string, change: Change): string {
  const place = path.replace(/^auth[./](?=.)/, '').replace('/@', '.');
  const credentials = /Credentials$/.test(place);
  if ((place === 'auth' && change === 'empty') || (credentials && change === 'missing'))
    return 'auth.credentials-required';
  const requirement = requirements[place];
  if (!requirement) throw new Error(`no requirement is known for a defect at ${path}`);
  return requirement;
}
