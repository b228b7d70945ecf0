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
