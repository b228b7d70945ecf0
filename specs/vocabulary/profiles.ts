import type { Profile } from '../../src/contract/requirement';
import { needsOf, type TokenRequest } from '../../src/identity/token-request';

/** The profiles that a request belongs to by what it holds. */
export function profilesOf(request: TokenRequest): Profile[] {
  const accept = request.headers['Accept'] ?? '';
  const body = request.body.toString();
  const needs = needsOf(request).join(' ');
  const belongs: Record<Profile, boolean> = {
    core: false,
    'api-key': /apiKeyCredentials/i.test(body) || needs.includes('.apiKey'),
    xml: request.format === 'xml' || accept.includes('xml') || request.path.includes('.xml'),
    rcn: request.path.includes('apply_rcn_roles') || needs.includes('accounts.rcnUser.'),
    mfa: needs.includes('accounts.mfaUser.') || body.includes('passcodeCredentials'),
    'mfa-setup': needs.includes('accounts.mfaSetupUser.'),
  };
  return (Object.keys(belongs) as Profile[]).filter((profile) => belongs[profile]);
}
