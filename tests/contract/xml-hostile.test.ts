import { parseXml, validateXml } from '../../src/contract/xml';

const external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from(
  { length: 12 },
  (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
).join('')}]><a>&l12;</a>`;
/** An entity with an element in it: to ask its nodes for attributes crashes libxmljs2 (CVE-2024-34393). */
const crasher = '<!DOCTYPE a [<!ENTITY x "<b c=\'d\'>e</b>">]><a>&x;</a>';

const documentTypes: [string, Buffer | string][] = [
  ['one after a declaration', '<?xml version="1.0"?>\n<!DOCTYPE a []><a/>'],
  ['one after comments and instructions', '<!-- <a> --><?p <a>?>\n<!DOCTYPE a []><a/>'],
  ['one after another', '<!DOCTYPE a><!DOCTYPE a><a/>'],
  ['one without a name', '<!DOCTYPE><a/>'],
  ['one in small letters', '<!doctype a><a/>'],
  ['one of another server', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'],
  ['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['an external entity', external],
  ['a billion laughs', laughs],
  ['the crasher', crasher],
  ['one behind a byte order mark', `\uFEFF${crasher}`],
  ['one in UTF-16', Buffer.from(`\uFEFF${crasher}`, 'utf16le')],
  ['one in big-endian UTF-16', Buffer.from(`\uFEFF${crasher}`, 'utf16le').swap16()],
];

test.each(documentTypes)('a document type declaration is refused: %s', (_what, bytes) => {
  expect(parseXml(bytes)).toEqual({
    problem: { message: 'The document has a document type declaration (DOCTYPE).' },
  });
  expect(validateXml(bytes, 'access')).toHaveLength(1);
});

test.each(['<!DOCTYPE a>', '<?xml version="1.0"?>\n<!DOCTYPE\n a >\n', '<!-- x --><!DOCTYPE a>'])(
  'one that declares nothing changes nothing: %s',
  (before) => {
    expect(parseXml(`${before}<a b="1"/>`)).toMatchObject({ root: { name: 'a' } });
    expect(parseXml(`${before}<a b="&x;"/>`)).toMatchObject({ problem: expect.anything() });
  },
);

test('what only looks like one is let in', () => {
  const text = '<!-- <!DOCTYPE a> --><a b="&lt;!DOCTYPE a>"><![CDATA[<!DOCTYPE a>]]></a>';
  expect(parseXml(text)).toMatchObject({ root: { name: 'a', text: '<!DOCTYPE a>' } });
});

const unreadable: [string, Buffer | string, string][] = [
  ['nothing', '', 'empty'],
  ['spaces', Buffer.from(' \n'), 'empty'],
  ['JSON', '{"access":{}}', 'Start tag expected'],
  ['an open element', '<a>', 'Premature end'],
  ['two roots', '<a/><b/>', 'Extra content'],
  ['an undeclared entity', '<a>&x;</a>', 'an entity that is not defined'],
  ['an undeclared prefix', '<x:a/>', 'Namespace prefix'],
  ['an undeclared prefix of an attribute', '<a x:b="c"/>', 'Namespace prefix'],
  ['the same attribute twice', '<a b="1" b="1"/>', 'redefined'],
  ['a control character', '<a>\u0001</a>', 'invalid Char'],
  ['a reference to one', '<a>&#1;</a>', 'invalid xmlChar'],
  ['a NUL', '<a/>\0', 'NUL'],
  ['half a surrogate pair', '<a>\uD800</a>', 'surrogate'],
  ['invalid UTF-8', Buffer.from('<a>\xE9</a>', 'latin1'), 'not valid UTF-8'],
  ['an overlong encoding', Buffer.from([0x3c, 0x61, 0xc0, 0xaf, 0x3e]), 'not valid UTF-8'],
  ['Latin-1, declared', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'encoding'],
  ['UTF-7, declared', Buffer.from('<?xml version="1.0" encoding="UTF-7"?><a/>'), 'encoding'],
  ['UTF-16, declared and untrue', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'encoding'],
  ['UTF-16 without a mark', Buffer.from('<a/>', 'utf16le'), 'NUL'],
  ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x3c]), 'not valid UTF-16'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 'UTF-32'],
  ['a depth over 256', '<a>'.repeat(300) + '</a>'.repeat(300), '256'],
  ['a great depth', '<a>'.repeat(100_000), '256'],
  ['a size over 10 MB', `<a>${' '.repeat(11 * 1024 * 1024)}</a>`, '10 MB'],
];

test.each(unreadable)('%s is a problem, told in a sentence', (_what, bytes, words) => {
  const result = parseXml(bytes);
  expect(result).toEqual({ problem: expect.objectContaining({ message: expect.stringContaining(words) }) });
  if ('problem' in result) expect(result.problem.message).toMatch(/^[A-Z].*\.$/);
  expect(validateXml(bytes, 'fault')).toMatchObject([
    { path: '/', schemaLocation: 'schemas/xsd/identity.xsd' },
  ]);
});

test('a problem has its line and column', () => {
  expect(parseXml('<a>\n  <b>\n</a>')).toMatchObject({ problem: { line: 3, column: expect.any(Number) } });
});

test('an element is plain data', () => {
  const text =
    '<p:a xmlns:p="urn:p" xmlns="urn:d" p:b="1" c="é&#10;"><!-- x -->t<d e="2"/><?p i?><![CDATA[<u>]]></p:a>';
  const root = {
    name: 'a',
    namespace: 'urn:p',
    prefix: 'p',
    attributes: [
      { name: 'b', namespace: 'urn:p', value: '1' },
      { name: 'c', namespace: null, value: 'é\n' },
    ],
    children: [
      {
        name: 'd',
        namespace: 'urn:d',
        prefix: null,
        attributes: [{ name: 'e', namespace: null, value: '2' }],
        children: [],
        text: '',
      },
    ],
    text: 't<u>',
  };
  expect(parseXml(text)).toEqual({ root });
  expect(JSON.parse(JSON.stringify(parseXml(Buffer.from(text))))).toEqual({ root });
});

test.each([
  ['US-ASCII', Buffer.from('<?xml version="1.0" encoding="US-ASCII"?><a/>')],
  ['UTF-8 with a mark', Buffer.from('\uFEFF<?xml version="1.0" encoding="utf-8"?><a/>')],
  ['UTF-16', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf16le')],
  ['characters that were UTF-16', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
])('%s is read', (_what, bytes) => {
  expect(parseXml(bytes)).toMatchObject({ root: { name: 'a' } });
});

test('an instance cannot bring a schema of its own, nor be nil; it is judged by its declared type', () => {
  const instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const core = 'xmlns="http://docs.openstack.org/identity/api/v2.0"';
  const fault = (attributes: string, code = 'code="403"'): unknown[] =>
    validateXml(
      `<forbidden ${core} ${instance} ${attributes} ${code}><message>x</message></forbidden>`,
      'fault',
    );
  expect(fault('xsi:schemaLocation="urn:x file:///etc/passwd"')).toEqual([]);
  expect(fault('xsi:nil="true"')).not.toEqual([]);
  expect(fault('xsi:type="message"')).toEqual([]);
  expect(fault('xsi:type="xsi:anyType"', 'code="no number"')).not.toEqual([]);
  expect(fault('xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:anyType"', '')).not.toEqual([]);
});

test('a great many errors and elements are told in a bounded number', () => {
  const core = 'xmlns="http://docs.openstack.org/identity/api/v2.0"';
  const many = `<access ${core}><user id="" name=""><roles>${'<role/>'.repeat(10_000)}</roles></user></access>`;
  const problems = validateXml(many, 'access');
  expect(problems.length).toBeGreaterThan(10);
  expect(problems.length).toBeLessThanOrEqual(100);
});
