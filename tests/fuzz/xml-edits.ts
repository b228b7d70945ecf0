import fc from 'fast-check';
import { anywhere, edit, itemAt, sizeUpTo, type Edit } from './edit';
import type { Message } from './message';
import { oddName, oddText } from './odd-texts';
import { elementsIn, escaped, xmlText, xmlTree, type XmlTree } from './xml-tree';

/** An edit at any element of an XML body; of another body it changes nothing. */
function at<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  change: (found: { element: XmlTree; parent?: XmlTree }, parameter: T) => void,
): fc.Arbitrary<Edit> {
  return edit(`xml-${name}`, fc.tuple(anywhere, drawn), (message, [place, parameter]) =>
    inXml(message, (tree) => {
      const found = itemAt(elementsIn(tree), place);
      if (found) change(found, parameter);
    }),
  );
}

function inXml(message: Message, change: (tree: XmlTree) => string | void): Message {
  const text = message.body.toString('utf8');
  const tree = text.startsWith('<') ? xmlTree(text) : undefined;
  if (!tree) return message;
  const prolog = /^<\?xml[^>]*\?>\s*/.exec(text)?.[0] ?? '';
  const before = change(tree);
  return { ...message, body: Buffer.from((before ?? prolog) + xmlText(tree)) };
}

const many = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join('');

/** Raw text within an element. */
const content: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: oddText.map(escaped) },
  { weight: 1, arbitrary: oddText },
  { weight: 2, arbitrary: oddText.map((text) => `<!-- ${text} -->`) },
  { weight: 2, arbitrary: oddText.map((text) => `<![CDATA[${text}]]>`) },
  { weight: 1, arbitrary: oddText.map((text) => `<?target ${text}?>`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('&nbsp;', '&a;', '&#0;', '&#xd800;', '&#x110000;', '&', '<', '<a', '</a>'),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(sizeUpTo(20_000), fc.nat(4))
      .map(
        ([count, kind]) =>
          [
            () => many(count, () => '<role id="1" name="a"/>'),
            () => many(count, (n) => `<name${n} id="${n}"/>`),
            () => '<a>'.repeat(count) + '</a>'.repeat(count),
            () => many(count, (n) => `<p${n}:a xmlns:p${n}="urn:${n}"/>`),
            () => '<a>'.repeat(count),
          ][kind]?.() ?? '',
      ),
  },
);

const namespaces = [
  'http://docs.openstack.org/identity/api/v2.0',
  'http://docs.openstack.org/identity/api/v2.1',
  'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0',
  ...['', 'urn:other', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/', '\0', ' '],
];

const prologs = fc.oneof(
  fc.constantFrom(
    '<?xml version="1.1"?>',
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<?xml version="1.0" encoding="ISO-8859-1" standalone="no"?>',
    '<?xml version="1.0" encoding="unknown"?>',
    '<?xml version="1.0"?><?xml version="1.0"?>',
    ' \n<?xml version="1.0"?>',
    '<!DOCTYPE access>',
    '<!DOCTYPE access [<!ENTITY a "b"><!ATTLIST access id CDATA "c">]>',
    '<!DOCTYPE access SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE access [<!ENTITY % d SYSTEM "http://127.0.0.1:1/d.dtd">%d;]>',
    '<!DOCTYPE access [<!ENTITY a "&b;"><!ENTITY b "&a;">]>',
    `<!DOCTYPE access [<!ENTITY l0 "ha">${many(9, (n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(9)}">`)}]>`,
    '<?xml-stylesheet href="javascript:alert(1)"?>',
  ),
  content,
);

export const xmlEdits: fc.Arbitrary<Edit> = fc.oneof(
  at('element-removed', fc.constant(undefined), ({ element, parent }) => {
    if (parent) parent.children = parent.children.filter((child) => child !== element);
  }),
  at('element-renamed', oddName, ({ element }, name) => void (element.name = name)),
  at('element-doubled', sizeUpTo(20), ({ element, parent }, times) => {
    parent?.children.push(...Array.from({ length: times }, () => element));
  }),
  at('element-moved', anywhere, ({ element, parent }, place) => {
    const target = itemAt(parent?.children ?? [], place);
    if (!parent || typeof target !== 'object' || target === element) return;
    parent.children = parent.children.filter((child) => child !== element);
    target.children.push(element);
  }),
  at(
    'namespace',
    fc.tuple(fc.constantFrom(...namespaces), fc.constantFrom('', 'a', 'xml', 'xmlns', 'RAX-AUTH')),
    ({ element }, [uri, prefix]) => {
      const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
      element.attributes = [...element.attributes.filter(([each]) => each !== name), [name, uri]];
      if (prefix !== '') element.name = `${prefix}:${element.name}`;
    },
  ),
  at('prefix-undeclared', fc.constantFrom('a', 'xml', 'xmlns', '', ':'), ({ element }, prefix) => {
    element.name = `${prefix}:${element.name}`;
  }),
  at('namespace-removed', fc.constant(undefined), ({ element }) => {
    element.attributes = element.attributes.filter(([name]) => !name.startsWith('xmlns'));
  }),
  at('attribute-removed', anywhere, ({ element }, place) => {
    element.attributes.splice(Math.floor(place * element.attributes.length), 1);
  }),
  at('attribute-renamed', fc.tuple(anywhere, oddName), ({ element }, [place, name]) => {
    const attribute = itemAt(element.attributes, place);
    if (attribute) attribute[0] = name;
  }),
  at('attribute-doubled', fc.tuple(anywhere, oddText), ({ element }, [place, value]) => {
    const attribute = itemAt(element.attributes, place);
    if (attribute) element.attributes.push([attribute[0], escaped(value)]);
  }),
  at(
    'attribute-changed',
    fc.tuple(anywhere, oddText, fc.boolean()),
    ({ element }, [place, value, asItIs]) => {
      const attribute = itemAt(element.attributes, place);
      if (attribute) attribute[1] = asItIs ? value : escaped(value);
    },
  ),
  at('attributes-added', fc.tuple(oddName, oddText, sizeUpTo(3000)), ({ element }, [name, value, count]) => {
    // Of many, each is short.
    const shown = escaped(count > 1 ? value.slice(0, 20) : value);
    for (let index = 0; index < count; index += 1)
      element.attributes.push([`${name.slice(0, 40)}${index || ''}`, shown]);
  }),
  at('content-added', fc.tuple(content, anywhere), ({ element }, [text, place]) => {
    element.children.splice(Math.floor(place * (element.children.length + 1)), 0, text);
  }),
  at('content-replaced', content, ({ element }, text) => void (element.children = [text])),
  edit('xml-prolog', prologs, (message, prolog) => inXml(message, () => prolog)),
);
