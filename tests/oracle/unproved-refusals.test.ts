import { judgeAll, type SeenExchange } from '../../src/oracle/judge-all';
import { known, type Asked } from './known';
import { broken, fault, granted, nothing, seen } from './seen';

describe('a refusal proves nothing', () => {
  const unproved = (...exchangesSeen: readonly SeenExchange[]) =>
    judgeAll(exchangesSeen, known().users).tallies.get('status.wrong-credentials')?.unverifiable.length ?? 0;
  const wrong: Asked = { secret: 'invented', path: '/v2.0/tokens.xml' };

  test('where the same request without the defect is refused as well', () => {
    expect(unproved(seen(wrong, fault(401, 'unauthorized'), { isProved: false }))).toBe(1);
  });

  test('in a way in which the server accepts nobody', () => {
    const rightly = seen({ path: '/v2.0/tokens.xml' }, fault(404, 'itemNotFound'));
    expect(unproved(rightly, seen(wrong, fault(404, 'itemNotFound')))).toBe(1);
  });

  test('of a right login, as long as nobody was let in after a wrong secret', () => {
    const wrongly = seen({ secret: 'invented' }, fault(401, 'unauthorized'));
    const locked = () => seen({}, fault(403, 'forbidden'));
    expect(broken(wrongly, locked(), locked())).toEqual(nothing);
    expect(broken(wrongly, seen({}, granted()), locked()).failed).toEqual(['op.password']);
  });

  test('in no way that a user with a second factor is challenged in, as every such login is', () => {
    const headers = { 'WWW-Authenticate': `OS-MF sessionId='abc', factor='PASSCODE'` };
    const challenge = seen(
      { username: 'mia', scope: 'SETUP-MFA' },
      { ...fault(401, 'unauthorized'), headers },
    );
    const wrongly = seen({ secret: 'invented', scope: 'SETUP-MFA' }, fault(401, 'unauthorized'));
    expect(unproved(challenge, wrongly)).toBe(0);
  });

  test('of a right login that others follow, unless the run sent one of them to see whether there is a lock', () => {
    const wrongly = seen({ secret: 'invented' }, fault(401, 'unauthorized'));
    const locked = seen({}, fault(403, 'forbidden'));
    const later = (why = {}) => seen({}, granted(), why);
    expect(broken(wrongly, locked, later())).toEqual(nothing);
    expect(broken(wrongly, locked, later({ followsRefusedLogin: true })).failed).toEqual(['op.password']);
  });

  test('of a right login, behind a wrong secret (erratum E39)', () => {
    const locked = seen({}, fault(401, 'unauthorized'), { followsWrongSecret: true });
    expect(broken(locked)).toEqual(nothing);
  });
});
