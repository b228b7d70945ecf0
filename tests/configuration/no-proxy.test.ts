import { load } from './configuration-file';

const names = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'ALL_PROXY',
  'all_proxy',
];
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
beforeEach(() => {
  for (const name of names) delete process.env[name];
  process.env['ALL_PROXY'] = 'http://proxy.example:3128';
});
afterAll(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

const cases: readonly (readonly [list: string, baseUrl: string, isDirect: boolean])[] = [
  ['', 'https://id.example.com', false],
  ['example.com', 'https://example.com', true],
  ['example.com', 'https://id.example.com', true],
  ['example.com', 'https://id.EXAMPLE.com:8443', true],
  ['example.com', 'https://notexample.com', false],
  ['.example.com', 'https://id.example.com', true],
  ['*.example.com', 'https://id.example.com', true],
  ['example.com.', 'https://id.example.com', true],
  ['example.com', 'https://id.example.com.', true],
  ['other.example, example.com', 'https://id.example.com', true],
  ['other.example  example.com', 'https://id.example.com', true],
  [' , example.com , ', 'https://id.example.com', true],
  ['*', 'https://id.example.com', true],
  ['other.example,*', 'https://id.example.com', true],
  ['example.com:8443', 'https://id.example.com:8443', true],
  ['example.com:8443', 'https://id.example.com', false],
  ['example.com:443', 'https://id.example.com', true],
  ['10.0.0.0/8', 'https://10.200.1.2', true],
  ['10.0.0.0/8', 'https://11.0.0.1', false],
  ['10.0.0.0/8', 'https://10.example.com', false],
  ['192.0.2.7', 'https://192.0.2.7:8443', true],
  ['192.0.2.7:443', 'https://192.0.2.7:8443', false],
  ['2001:db8::7', 'https://[2001:db8::7]', true],
  ['[2001:db8::7]', 'https://[2001:DB8:0::7]:8443', true],
  ['[2001:db8::7]:443', 'https://[2001:db8::7]:8443', false],
  ['2001:db8::/32', 'https://[2001:db8:1::1]', true],
  ['2001:db8::/129', 'https://[2001:db8:1::1]', false],
];

test.each(cases)('NO_PROXY %j and %s: directly %j', (list, baseUrl, isDirect) => {
  process.env['NO_PROXY'] = list;
  expect(load({ flags: { baseUrl } }).connection.proxy === undefined).toBe(isDirect);
});

test('no_proxy goes before NO_PROXY', () => {
  Object.assign(process.env, { NO_PROXY: '*', no_proxy: 'other.example' });
  expect(load({ flags: { baseUrl: 'https://id.example.com' } }).connection.proxy).toBeDefined();
});
