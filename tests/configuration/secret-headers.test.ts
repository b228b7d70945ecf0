import { Secret } from '../../src/protocol/secret';
import { load } from './configuration-file';

function headersOf(members: string, environment: Record<string, string> = {}) {
  return load({ text: `headers: { ${members} }`, environment }).headers;
}

test.each(['X-Auth-Key', 'X-Gateway-Pass', 'X-Pwd', 'X-Sig', 'Cookie', 'Proxy-Authorization'])(
  'the value of %s is a secret by its name',
  (name) => {
    expect(headersOf(`${name}: "gw-value"`)[name]).toBeInstanceOf(Secret);
  },
);

test('a value that an environment variable went into is a secret under any name', () => {
  const headers = headersOf('X-Route: "to-${ROUTE}", X-Shard: "${SHARD}", X-Source: conformance', {
    ROUTE: 'staging-7',
    SHARD: '2',
  });
  expect(headers['X-Route']).toBeInstanceOf(Secret);
  // Too short to be masked without hiding other text, and no name that says it is a secret.
  expect(headers).toMatchObject({ 'X-Shard': '2', 'X-Source': 'conformance' });
});

test.each([
  'Bearer abc',
  'bearer d74f592f-98',
  'Basic YWxpY2U6c2VjcmV0',
  'Token x',
  'ApiKey k1',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl',
  'd74f592f986e4d6e995853ccf0123456',
  'b1a5f3c2-7d4e-4a8b-9c6d-0e1f2a3b4c5d',
  'gAAAAABm-Zm9vYmFyMTIz_4',
  'sk_live_51HabcDEFghiJKL',
  'v1=9f86d081884c7d659a2feaa0c55ad015',
  'id 4f9k2m8q1x7z5c3v',
])('the value %s is a secret by its shape, under any name', (value) => {
  expect(headersOf(`X-Gate: ${JSON.stringify(value)}`)['X-Gate']).toBeInstanceOf(Secret);
});

test.each([
  'conformance',
  'staging-7-eu-west-1',
  'identity-conformance/0.1.0 (build 12345)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.6099.109',
  'https://ci.example/jobs/identity/1234567890123456',
  '2026-03-01T12:00:00.000Z',
  '12345678901234567890',
  'internationalisation-of-identity',
  'Bearer',
  'en-GB, en;q=0.8',
])('the value %s is shown', (value) => {
  expect(headersOf(`X-Gate: ${JSON.stringify(value)}`)['X-Gate']).toBe(value);
});

test('names of hosts and ids of requests may look random, and are shown', () => {
  const host = 'a1b2c3d4e5f6478e9a0b1c2d3e4f5a6b-123456789.us-east-1.elb.amazonaws.com';
  const id = 'b1a5f3c2-7d4e-4a8b-9c6d-0e1f2a3b4c5d';
  expect(headersOf(`Host: ${host}, X-Request-Id: ${id}`)).toEqual({ Host: host, 'X-Request-Id': id });
  expect(headersOf('X-Request-Id: Bearer abc')['X-Request-Id']).toBeInstanceOf(Secret);
});
