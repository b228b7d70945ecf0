import { validateJson } from '../../src/contract/json-schema';
import { validateXml } from '../../src/contract/xml';

const names = [
  'badRequest',
  'unauthorized',
  'userDisabled',
  'forbidden',
  'itemNotFound',
  'badMethod',
  'overLimit',
  'badMediaType',
  'identityFault',
  'serviceUnavailable',
];
const fault = { code: 401, message: 'Unable to authenticate', details: 'Unknown user or wrong password' };
const json = (body: unknown): string[] =>
  validateJson('fault', body).map(({ path, requirement }) => `${path} ${requirement}`);
const xml = (text: string): string[] =>
  validateXml(text, 'fault').map(({ path, requirement }) => `${path} ${requirement}`);
const element = (name: string, content: string, attributes = 'code="401"'): string =>
  `<${name} xmlns="http://docs.openstack.org/identity/api/v2.0" ${attributes}>${content}</${name}>`;

test.each(names)('%s is a fault', (name) => {
  expect(json({ [name]: fault })).toEqual([]);
  expect(json({ [name]: { code: 401, message: 'x' } })).toEqual([]);
  expect(xml(element(name, '<message>x</message><details>y</details>'))).toEqual([]);
  expect(xml(element(name, '<details/><message>x</message>'))).toEqual([]);
  expect(xml(element(name, '<message>x</message>'))).toEqual([]);
});

test.each([
  ['code', 'fault.code', [undefined, '401', null, 401.5]],
  ['message', 'fault.message', [undefined, '', null, {}]],
  ['details', 'fault.schema', [7, {}]],
])('a wrong %s breaks it', (member, requirement, values) => {
  for (const value of values) {
    const body = JSON.parse(JSON.stringify({ unauthorized: { ...fault, [member]: value } })) as unknown;
    expect(json(body)).toEqual([`unauthorized.${member} ${requirement}`]);
  }
});

test('details that are null are details that are missing', () => {
  expect(json({ forbidden: { ...fault, code: 403, details: null } })).toEqual([]);
});

test('a wrong code or message breaks it in XML', () => {
  expect(xml(element('forbidden', '<message>x</message>', ''))).toEqual(['/forbidden/@code fault.code']);
  expect(xml(element('forbidden', '<message>x</message>', 'code="many"'))).toEqual([
    '/forbidden/@code fault.code',
  ]);
  expect(xml(element('forbidden', ''))).toEqual(['/forbidden fault.message']);
  expect(xml(element('forbidden', '<message/>'))).toEqual(['/forbidden/message fault.message']);
  expect(xml(element('forbidden', '<details/>'))).toEqual(['/forbidden/message fault.message']);
  expect(xml(element('forbidden', '<message>x</message><message>x</message>'))).toEqual([
    '/forbidden/message[2] fault.message',
  ]);
});

test('another name, no member, two faults and no object are no fault', () => {
  expect(json({ error: { code: 401, message: 'x', title: 'Unauthorized' } })).toEqual([' fault.schema']);
  expect(json({})).toEqual([' fault.schema']);
  expect(json({ unauthorized: fault, forbidden: fault })).toEqual([' fault.schema']);
  expect(json({ unauthorized: 'no' })).toEqual(['unauthorized fault.schema']);
  expect(json([])).toEqual([' fault.schema']);
  expect(xml(element('error', '<message>x</message>'))).toHaveLength(1);
  expect(xml('<forbidden code="403"><message>x</message></forbidden>')).toHaveLength(1);
  expect(xml('<html><body/></html>')).toHaveLength(1);
});

test('extensions are let in', () => {
  expect(json({ overLimit: { ...fault, retryAt: 'later' } })).toEqual([]);
  expect(
    xml(
      element(
        'overLimit',
        '<x:y xmlns:x="urn:x"/><message xml:lang="en">x</message>',
        'code="413" retryAt="x"',
      ),
    ),
  ).toEqual([]);
});
