import { parseXml } from '../../src/contract/xml';
import { accessFromJson, accessFromXml } from '../../src/protocol/access';
import { firstDifference } from '../../src/protocol/parity';
import { Choices } from './choices';
import { completeRequests, completeResponse } from './complete-documents';
import type { Group } from './document-parts';
import { asJson } from './json-notation';
import { verdictsOnTexts } from './verdicts';
import { asXml } from './xml-notation';
import { plainStyle } from './xml-styles';

// Where the schemas for JSON and XML cannot agree, and why. Everything else that they say is held to be the same in
// same-contract.test.ts.

type Change = readonly [string | RegExp, string];

interface Difference {
  readonly what: string;
  readonly why: string;
  readonly json?: Change;
  readonly xml?: Change;
  readonly valid: 'in JSON' | 'in XML';
}

const ofResponses: readonly Difference[] = [
  {
    what: 'a number where a text is due',
    why: 'an attribute is a text, whatever it looks like',
    json: ['"id":"172157"', '"id":172157'],
    valid: 'in XML',
  },
  {
    what: 'null where a text may be absent',
    why: 'an attribute is there or not, and cannot be null',
    json: ['"description":"A role"', '"description":null'],
    xml: [' description="A role"', ''],
    valid: 'in XML',
  },
  {
    what: 'an object where a list is due',
    why: 'an element without children says nothing of what it could hold',
    json: [/"roles":\[.*?\]/, '"roles":{}'],
    xml: [/<roles>.*<\/roles>/, '<roles/>'],
    valid: 'in XML',
  },
  {
    what: 'an object for a text that may be absent',
    why: 'an unknown element of the core namespace is let in (erratum E28), and the attribute may be absent',
    json: ['"description":"A role"', '"description":{}'],
    xml: [/ description="A role"(.*?)\/>/, '$1><description/></role>'],
    valid: 'in XML',
  },
  {
    what: 'no endpoints of a service',
    why: 'a list without an element of its own is not there when it is empty (erratum E26)',
    json: [/"endpoints":\[.*?\]/, '"endpoints_links":[]'],
    xml: [/<endpoint .*<\/endpoint>/, ''],
    valid: 'in XML',
  },
  {
    what: 'a member of RAX-AUTH where it is an extension, against its own schema',
    why: 'XSD judges every element that it has a declaration for, JSON Schema only where it is named',
    json: ['"roles":', '"RAX-AUTH:authenticatedBy":[],"roles":'],
    xml: ['<roles>', '<RAX-AUTH:authenticatedBy/><roles>'],
    valid: 'in JSON',
  },
  {
    what: 'a member twice',
    why: 'readers of JSON keep the last one',
    json: ['"tenant":', '"tenant":{"id":"1","name":"1"},"tenant":'],
    xml: ['<tenant ', '<tenant id="1" name="1"/><tenant '],
    valid: 'in JSON',
  },
  {
    what: 'a text between elements',
    why: 'JSON has no place for it',
    xml: ['<roles>', 'text<roles>'],
    valid: 'in JSON',
  },
  {
    what: 'a wrong propagate',
    why: 'it is in the XML samples alone (erratum E12), and an extension in JSON',
    json: ['"description":', '"RAX-AUTH:propagate":"no","description":'],
    xml: ['RAX-AUTH:propagate="true"', 'RAX-AUTH:propagate="no"'],
    valid: 'in JSON',
  },
  {
    what: 'a control character',
    why: 'XML 1.0 cannot hold it, not even as a reference',
    json: ['A role', 'A\\u0001role'],
    xml: ['A role', 'A&#1;role'],
    valid: 'in JSON',
  },
  {
    what: 'an IPv6 address of too few groups',
    why: 'the pattern of the XSD has no grammar of addresses, only their characters',
    json: ['https://servers.example/v1/', 'https://[1:2]/v1/'],
    xml: ['https://servers.example/v1/', 'https://[1:2]/v1/'],
    valid: 'in XML',
  },
];

const [, apiKeyRequest = completeResponse, passcodeRequest = completeResponse] = completeRequests;

const ofRequests: readonly (Difference & { readonly of: Group })[] = [
  {
    of: apiKeyRequest,
    what: 'an object for a tenant in the credentials of RAX-KSKEY',
    why: 'for an element of that namespace, one of the core namespace is an extension',
    json: [/"tenantId":"123456"(?=\}\}\})/, '"tenantId":{}'],
    xml: [/ tenantId="123456"\/>/, '><tenantId/></RAX-KSKEY:apiKeyCredentials>'],
    valid: 'in XML',
  },
  {
    of: passcodeRequest,
    what: 'an unknown member of RAX-AUTH in credentials of RAX-AUTH',
    why: 'JSON objects are open, XML is open to other namespaces than that of the element',
    json: ['"passcode":', '"RAX-AUTH:issued":{},"passcode":'],
    xml: ['passcode="123456"/>', 'passcode="123456"><RAX-AUTH:issued/></RAX-AUTH:passcodeCredentials>'],
    valid: 'in JSON',
  },
];

test.each(ofResponses)('$what is valid $valid alone: $why', (difference) => {
  expectDifference(completeResponse, 'access', difference);
});

test.each([
  ['an unknown member', ['"roles":', '"group":{},"roles":'], ['<roles>', '<group/><roles>']],
  [
    'an optional member in other letter case',
    ['"tenant":', '"Tenant":'],
    [/<tenant (.*?)\/>/, '<Tenant $1/>'],
  ],
  ['an item of a list under another name', undefined, [/<role (.*?)\/>/, '<roll $1/>']],
] as const)(
  '%s of the core namespace is valid in both (erratum E28)',
  (_what, json?: Change, xml?: Change) => {
    const [asJsonText, asXmlText] = texts(completeResponse);
    const both = verdictsOnTexts(changed(asJsonText, json), changed(asXmlText, xml), 'access');
    expect([...both.json.problems, ...both.xml.problems]).toEqual([]);
  },
);

test.each(ofRequests)('$what is valid $valid alone: $why', ({ of, ...difference }) => {
  expectDifference(of, 'auth-request', difference);
});

test('white space around a credential counts in JSON, and in XML means nothing', () => {
  const [json, xml] = texts(completeResponse);
  const parsed = parseXml(xml.replace('>APIKEY<', '>\n  APIKEY\n<'));
  const fromXml = 'root' in parsed ? accessFromXml(parsed.root) : undefined;
  expect(firstDifference(accessFromJson(JSON.parse(json)), fromXml)).toBeUndefined();
  const spaced = accessFromJson(JSON.parse(json.replace('"APIKEY"', '" APIKEY "')));
  expect(firstDifference(spaced, fromXml)?.path).toBe('access.token.authenticatedBy[ APIKEY ]');
});

function expectDifference(
  document: Group,
  schema: 'access' | 'auth-request',
  { json, xml, valid }: Difference,
): void {
  const [asJsonText, asXmlText] = texts(document);
  const both = verdictsOnTexts(changed(asJsonText, json), changed(asXmlText, xml), schema);
  expect({ json: both.json.problems.length === 0, xml: both.xml.problems.length === 0 }).toEqual({
    json: valid === 'in JSON',
    xml: valid === 'in XML',
  });
}

function texts(document: Group): [json: string, xml: string] {
  return [asJson(document, new Choices([0])), asXml(document, plainStyle, new Choices([0]))];
}

function changed(text: string, change: Change | undefined): string {
  if (!change) return text;
  const result = text.replace(change[0], change[1]);
  if (result === text) throw new Error(`nothing like ${String(change[0])} in ${text}`);
  return result;
}
