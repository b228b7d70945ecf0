import type { SentExchange } from '../../../specs/vocabulary/run-judgement';
import type { Configuration } from '../../identity/configuration';
import type { AuthRequest } from '../../oracle/auth-request';
import { loginOf, presentedUser } from '../../oracle/credential-rules';
import { knownUsers, type KnownUsers } from '../../oracle/known-users';
import { doubtOf } from './doubt';
import type { Recording } from './recordings';
import type { Redaction } from './redaction';

/** Recorded exchanges as they are judged together, with what is known of each beside its bytes. */
export function exchangesIn(
  recordings: readonly Recording[],
  accounts: Configuration['accounts'],
  redaction: Redaction,
): readonly SentExchange[] {
  const users = knownUsers({ accounts }, () => false);
  const accepted = new Set(
    recordings.flatMap(({ request, response }) => (response.status === 200 ? [loginKeyOf(request)] : [])),
  );
  return recordings.map((recording): SentExchange => {
    const { recorded, exchange, request } = recording;
    const { method, path, headers, body } = recorded;
    const format = request.contentType === 'xml' ? 'xml' : 'json';
    return {
      exchange,
      sending: { request: { method, path, headers, body, format } },
      isProved: !needsProof(request, users) || accepted.has(loginKeyOf(request)),
      isStatusAlone: recorded.unknownBody !== undefined,
      doubt: doubtOf(recording, redaction),
    };
  });
}

/** Whether a refusal could be for the credentials themselves, of which another login must show that they are right. */
function needsProof(request: AuthRequest, users: KnownUsers): boolean {
  if (!loginOf(request)) return false;
  const presented = presentedUser(request, { users });
  return !presented || (presented.verdict === 'right' && presented.user.state === 'active');
}

function loginKeyOf(request: AuthRequest): string {
  const { type, username, secret } = loginOf(request) ?? {};
  return JSON.stringify([request.contentType, type, username, secret]);
}
