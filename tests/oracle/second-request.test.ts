import { allowedFor } from '../../src/oracle/allowed/allowed';
import type { OpenSessions } from '../../src/oracle/allowed/allowance';
import { asked, known, type Asked } from './known';

const passcode = (value: string): Asked => ({
  body: JSON.stringify({ auth: { 'RAX-AUTH:passcodeCredentials': { passcode: value } } }),
  headers: { 'X-SessionId': 'session' },
});

test.each([
  ['open', '123456', 'mfa.second-request', [200]],
  ['open', '000000', 'mfa.wrong-passcode', [401]],
  ['tried', '000000', 'mfa.wrong-passcode', [401]],
  ['used', '123456', 'mfa.session-used', [401]],
  ['invented', '123456', 'mfa.session-invented', [401]],
] as const)('a session that is %s, with the passcode %s', (state, value, requirement, statuses) => {
  const allowed = allowedFor(asked(passcode(value)), known({ state: () => state }));
  expect(allowed.requirement).toBe(requirement);
  expect([200, 400, 401, 500].filter(allowed.expected.include)).toEqual(statuses);
});

test('the session that a wrong password began completes nothing', () => {
  const sessions: OpenSessions = {
    state: () => 'open',
    begunBy: () => ({ username: 'mia', rightly: false }),
  };
  expect(allowedFor(asked(passcode('123456')), known(sessions))).toMatchObject({
    requirement: 'status.wrong-credentials',
    expected: { words: '401' },
  });
});

test('a second request without a passcode lacks a required parameter', () => {
  const body = JSON.stringify({ auth: { 'RAX-AUTH:passcodeCredentials': {} } });
  const request = asked({ body, headers: { 'X-SessionId': 'session' } });
  expect(allowedFor(request, known({ state: () => 'open' }))).toMatchObject({
    requirement: 'mfa.passcode-required',
    expected: { words: '400' },
  });
});
