import { createHash } from 'node:crypto';
import { countedAmong, guessOf } from '../../src/oracle/across/guessable-tokens';
import type { Asked } from './known';
import { access, broken, fault, granted, nothing, seen, type Response } from './seen';

describe('a secret from the request', () => {
  test.each<[string, Response]>([
    ['in a member of its own', granted({ user: { note: "alice's password" } })],
    ['within a text', granted({ user: { note: "You sent alice's password." } })],
    ['in a header', { headers: { 'X-Echo': "alice's password" }, body: access() }],
    ['escaped in a header', { headers: { 'X-Echo': 'alice%27s%20password' }, body: access() }],
  ])('%s of a success is found', (_what, response) => {
    expect(broken(seen({}, response)).failed).toEqual(['fault.no-secret']);
  });

  test('that is a word of a catalogue is no secret there', () => {
    const user = { note: 'compute is in here' };
    expect(broken(seen({ secret: 'compute' }, granted({ user }))).failed).not.toContain('fault.no-secret');
  });
});

const hash = (name: string, text: string) => createHash(name).update(text).digest('hex');
const login = { username: 'alice', userId: '10042', tenantId: '777001', secret: 'Secret-1234' };

test.each([
  ['the name of the user', 'alice'],
  ['the id of the user', '10042'],
  ['the id of the tenant', '777001'],
  ['a secret from the request', 'Secret-1234'],
  ['derived from the name of the user', Buffer.from('alice').toString('base64')],
  ['derived from the name of the user', hash('md5', 'alice')],
  ['derived from the id of the user', hash('sha1', '10042').toUpperCase()],
  ['derived from the id of the user', hash('sha256', '10042')],
  ['derived from a secret in the request', 'tk-Secret-1234-9f'],
])('a token id that is %s can be guessed', (what, id) => {
  expect(guessOf(id, login)).toBe(what);
});

test.each([
  'd74f592f986e4d6e995853ccf01d25fe',
  '3f2a8c1e-9b7d-4e2f-8a6c-1d2e3f4a5b6c',
  'gAAAAABlZf8Qm0n3',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl',
  'alice-7f3a',
])('%s cannot', (id) => {
  expect(guessOf(id, login)).toBeUndefined();
});

const many = (idOf: (index: number) => string) => Array.from({ length: 20 }, (_, index) => idOf(index));

test.each<[string, (index: number) => string]>([
  ['decimal numbers', (index) => String(95 + index)],
  ['hexadecimal numbers', (index) => (0xabf8 + index).toString(16)],
  ['numbers behind a name', (index) => `tok-${95 + index}`],
  ['numbers behind hexadecimal digits', (index) => `feed${95 + index}`],
  ['numbers filled up with zeros', (index) => (8 + index).toString(16).padStart(32, '0')],
])('%s that go up are counted', (_what, idOf) => {
  const counted = many(idOf);
  const random = many((index) => hash('md5', `${index}`));
  expect(countedAmong([...random, ...counted])).toEqual(new Set(counted));
});

test.each<[string, (index: number) => string]>([
  ['random ids', (index) => hash('md5', String(index))],
  ['short random ids', (index) => hash('md5', String(index)).slice(0, 6)],
  ['random numbers', (index) => String(Number.parseInt(hash('md5', String(index)).slice(0, 8), 16))],
  ['one id for all', () => 'abc1'],
  ['tokens with one head', (index) => `eyJhbGciOiJIUzI1NiJ9.${hash('sha1', String(index))}`],
])('%s are not', (_what, idOf) => {
  expect(countedAmong(many(idOf))).toEqual(new Set());
});

describe('the fault of a 403', () => {
  const disabled: Asked = { username: 'dave' };
  const setup: Asked = { username: 'seth' };

  test.each<[string, Asked, string]>([
    ['a disabled user', disabled, 'forbidden'],
    ['a user who must set up a second factor', setup, 'userDisabled'],
  ])('is not that of another kind, for %s (lines 56-65)', (_who, asked, name) => {
    expect(broken(seen(asked, fault(403, name))).failed).toEqual(['fault.name']);
  });

  test('is right by its name, or by its message', () => {
    const said = { forbidden: { code: 403, message: 'User disabled' } };
    expect(broken(seen(disabled, fault(403, 'userDisabled')))).toEqual(nothing);
    expect(broken(seen(disabled, { status: 403, body: said }))).toEqual(nothing);
    expect(broken(seen(setup, fault(403, 'forbidden')))).toEqual(nothing);
  });
});
