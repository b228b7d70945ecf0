import crypto from 'node:crypto';
import { Values } from '../../src/checks/sendings/values';
import { plainConnection } from '../../src/http/settings';
import { Secret } from '../../src/protocol/secret';
import { wideLimits } from '../http/limits';

test.each(['000000', '123456'])(
  'the wrong passcode differs from the right one, %s, also where that is drawn',
  (right) => {
    const drawn = jest.spyOn(crypto, 'randomInt') as unknown as jest.SpyInstance<number>;
    drawn.mockReturnValueOnce(Number(right)).mockReturnValueOnce(Number(right)).mockReturnValue(7);
    const passcode = new Secret(right, 'accounts.mfaUser.passcode');
    const values = new Values({
      accounts: { mfaUser: { username: 'mia', passcode } },
      ...{ profiles: [], headers: {}, limits: wideLimits, connection: plainConnection },
    });
    expect(values.of('invented.passcode')).toBe('000007');
    expect(values.of('accounts.mfaUser.passcode')).toBe(passcode);
    drawn.mockRestore();
  },
);
