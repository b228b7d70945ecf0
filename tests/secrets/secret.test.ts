import { inspect } from 'node:util';
import { Secret } from '../../src/protocol/secret';

const secret = new Secret('open sesame', 'accounts.user.password');
const mask = '[masked accounts.user.password]';

test.each([
  ['printed', `${secret.toString()}`],
  ['put into a text', String(secret)],
  ['serialised', JSON.parse(JSON.stringify(secret))],
  ['inspected', inspect(secret)],
  [
    'inspected in an object',
    inspect({ secret }, { depth: 9, showHidden: true }).slice('{ secret: '.length, -2),
  ],
])('a secret that is %s is its mask', (_how, text) => {
  expect(text).toBe(mask);
});

test('only reveal() gives the value, which no enumeration finds', () => {
  expect(secret.reveal()).toBe('open sesame');
  expect(Object.entries(secret)).toEqual([['label', 'accounts.user.password']]);
});
