import { giving } from '../faults/effect';
import { CORE, RAX_AUTH } from '../messages/read-xml';
import { asWritten, rewrittenTags, table, type Tag, tagText, type Variation, xmlText } from './variation';

const DECLARATION = /^<\?xml[^>]*\?>\n/;

/** Changes every tag of XML responses that opens an element, or is one that is empty. */
const tags = (change: (tag: Tag) => string) => xmlText((text) => rewrittenTags(text, change));

const opening = (tag: Tag) => tagText({ ...tag, isEmpty: false });
const holdsText = ({ name }: Tag) => ['message', 'details', 'rax-auth:credential'].includes(name);

function quotedOnce(attribute: string): string {
  return `\n\t${attribute.replaceAll("'", '&apos;').replaceAll('"', "'").replace('=', ' = ')}`;
}

function commented(text: string): string {
  const noted = text
    .replace(DECLARATION, (declaration) => `${declaration}<!-- a response -->\n<?cache no?>\n`)
    .replaceAll('><', '><!-- <token id="none"/> --><?hint here?><')
    .replace(/>(\w)([^<>]*)<\//g, '>$1<!-- in the text -->$2</');
  return `${noted}\n<!-- end -->\n`;
}

/** Other ways to write the same XML. */
export const xmlVariations: readonly Variation[] = table(asWritten, [
  [
    'xml-other-prefixes',
    'every element of an XML response has a prefix, and no sample has it',
    xmlText((text) =>
      text
        .replace(/<(\/?)(?!rax-auth:)([A-Za-z])/g, '<$1identity:$2')
        .replace(' xmlns="', ' xmlns:identity="')
        .replace(/rax-auth(?=[:=])/g, 'x'),
    ),
  ],
  [
    'xml-default-namespaces',
    'elements of RAX-AUTH have no prefix, but a default namespace of their own',
    xmlText((text) => text.replaceAll('<rax-auth:authenticatedBy', `<authenticatedBy xmlns="${RAX_AUTH}"`).replace(/<(\/?)rax-auth:/g, '<$1')),
  ],
  [
    'xml-namespaces-everywhere',
    'every element declares its namespace again',
    tags((tag) => {
      const others = tag.attributes.filter((attribute) => !attribute.startsWith('xmlns='));
      return tagText({ ...tag, attributes: [...others, `xmlns="${CORE}"`] });
    }),
  ],
  [
    'xml-namespaces-unused',
    'the root declares namespaces that nothing is in, and says where its schema lies',
    xmlText((text) =>
      text.replace(
        ` xmlns="${CORE}"`,
        ` xmlns="${CORE}" xmlns:atom="http://www.w3.org/2005/Atom"` +
          ' xmlns:OS-KSADM="http://docs.openstack.org/identity/api/ext/OS-KSADM/v1.0"' +
          ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
          ` xsi:schemaLocation="${CORE} https://schemas.example/identity.xsd"`,
      ),
    ),
  ],
  [
    'xml-attributes-reversed',
    'the attributes of every element stand in the reverse order',
    tags((tag) => tagText({ ...tag, attributes: [...tag.attributes].reverse() })),
  ],
  [
    'xml-attributes-in-single-quotes',
    'attributes stand in single quotes, on lines of their own',
    tags((tag) => tagText({ ...tag, attributes: tag.attributes.map(quotedOnce) })),
  ],
  [
    'xml-elements-reversed',
    'catalogue, user and token, and the parts of the token, stand in the reverse order',
    giving('accessToXml')((document) => {
      const root = document.documentElement;
      for (const parent of [root, root?.getElementsByTagName('token').item(0)])
        for (const child of Array.from(parent?.childNodes ?? []).reverse()) parent?.appendChild(child);
      return document;
    }),
  ],
  ['xml-indented', 'XML is written over many lines', xmlText((text) => `${text.replaceAll('><', '>\r\n\t<')}\n\n`)],
  ['xml-no-empty-tags', 'an empty element is written with two tags', tags((tag) => (tag.isEmpty ? `${opening(tag)}</${tag.name}>` : opening(tag)))],
  [
    'xml-cdata',
    'texts of XML elements stand in CDATA sections',
    xmlText((text) => text.replace(/>([^<>&]+)<\//g, (_, inner: string) => `><![CDATA[${inner}]]></`)),
  ],
  ['xml-comments', 'comments and processing instructions stand before, between, in and behind the elements', xmlText(commented)],
  [
    'xml-references',
    'characters beyond ASCII are character references in XML',
    xmlText((text) => text.replace(/[^\x00-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`)),
  ],
  ['xml-no-declaration', 'an XML response has no XML declaration', xmlText((text) => text.replace(DECLARATION, ''))],
  [
    'xml-standalone',
    'the XML declaration says standalone, in other quotes and other case',
    xmlText((text) => text.replace(DECLARATION, "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>")),
  ],
  ['xml-byte-order-mark', 'an XML response begins with the byte order mark of UTF-8', xmlText((text) => `\ufeff${text}`)],
]);

const [ahead, behind] = ['token', 'service'].map(
  (name) => `<e:${name} xmlns:e="urn:example:extension" id="1">an <e:inner/> extension</e:${name}>`,
) as [string, string];
const closing = /<\/(?:access|token|user|roles|serviceCatalog|service|badRequest|unauthorized)>/g;

function extended(tag: Tag): string {
  if (holdsText(tag)) return tagText(tag);
  return tag.isEmpty ? `${opening(tag)}${ahead}${behind}</${tag.name}>` : `${opening(tag)}${ahead}`;
}

const link = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://api.example/1"/>';

function linked(tag: Tag): string {
  if (!['role', 'endpoint'].includes(tag.name)) return tagText(tag);
  return tag.isEmpty ? `${opening(tag)}${link}</${tag.name}>` : `${opening(tag)}${link}`;
}

/** What XML responses, those with a setup token and refusals included, may hold beside what the document names. */
export const xmlExtensionVariations: readonly Variation[] = table(asWritten, [
  [
    'xml-extension-elements',
    'every XML element that may hold others begins and ends with one of another namespace, named like those of the document',
    xmlText((text) => rewrittenTags(text, extended).replace(closing, `${behind}$&`)),
  ],
  [
    'xml-extension-attributes',
    'every XML element has attributes of another namespace and of none',
    tags((tag) => {
      const before = ['xmlns:e="urn:example:extension"', 'e:id="another"'];
      return tagText({ ...tag, attributes: [...before, ...tag.attributes, 'e:note="&lt;extension&gt;"', 'updated="2024-02-29"'] });
    }),
  ],
  [
    'xml-types',
    'the token and the user name the type that the server has for them',
    tags((tag) => {
      const own = ['xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', 'xmlns:own="urn:example:types"', `xsi:type="own:${tag.name}"`];
      return tagText(tag.name === 'token' || tag.name === 'user' ? { ...tag, attributes: [...own, ...tag.attributes] } : tag);
    }),
  ],
  ['xml-links', 'roles and endpoints hold Atom links', tags(linked)],
  [
    'xml-no-propagate',
    'the roles of an XML response do not say whether they propagate',
    xmlText((text) => text.replace(/ rax-auth:propagate="\w+"/g, '')),
  ],
]);
