import { asksForSecondFactor, challengeOf, sessionsIn } from '../../src/protocol/challenge';

test.each([
  ['as the companion pages show it', "OS-MF sessionId='a b,c', factor='PASSCODE'", 'a b,c'],
  ['in double quotes', 'OS-MF factor="PASSCODE", sessionId="abc"', 'abc'],
  ['without quotes, in another letter case', 'os-mf SESSIONID=abc;factor=PASSCODE', 'abc'],
  ['with escapes (RFC 9110, 5.6.4)', String.raw`OS-MF sessionId="a\\\"b\c", factor="PASSCODE"`, 'a\\"bc'],
  ['after an empty parameter', "OS-MF realm=, sessionId='abc', factor='PASSCODE'", 'abc'],
  ['after another scheme', "Negotiate abc==, OS-MF sessionId='abc', factor='PASSCODE'", 'abc'],
  [
    'after another factor',
    "OS-MF sessionId='1', factor='SMS', OS-MF sessionId='abc', factor='PASSCODE'",
    'abc',
  ],
])('a challenge is read %s', (_how, header, session) => {
  const { factor, session: found } = challengeOf(header) ?? {};
  expect([factor, found?.reveal()]).toEqual(['PASSCODE', session]);
});

test('what stands in the quotes of another challenge is none', () => {
  const header = `Basic realm="a, OS-MF sessionId='none', factor='PASSCODE'"`;
  expect([challengeOf(header), asksForSecondFactor(header)]).toEqual([undefined, false]);
});

test('a challenge without a session id asks for a second factor all the same', () => {
  expect([challengeOf('OS-MF'), asksForSecondFactor('OS-MF')]).toEqual([undefined, true]);
});

test('every session id is a secret, as it is and as it is written', () => {
  const header = String.raw`OS-MF sessionId="a\"b", factor="SMS", OS-MF sessionId='c', factor='PASSCODE'`;
  expect(sessionsIn(header)).toEqual(['a"b', String.raw`a\"b`, 'c']);
});
