import { CORE, RAX_AUTH } from '../messages/read-xml';
import { rewrittenTags, rewrittenXmlText, type Tag, tagText, type Variation } from './variation';

const DECLARATION = /^<\?xml[^>]*\?>\n/;

/** Other ways to write the same XML. */
export const xmlVariations: readonly Variation[] = [
  {
    name: 'xml-other-prefixes',
    what: 'every element of an XML response has a prefix, and no sample has it',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        text
          .replace(/<(\/?)(?!rax-auth:)([A-Za-z])/g, '<$1identity:$2')
          .replace(' xmlns="', ' xmlns:identity="')
          .replace(/rax-auth(?=[:=])/g, 'x'),
      ),
  },
  {
    name: 'xml-default-namespaces',
    what: 'elements of RAX-AUTH have no prefix, but a default namespace of their own',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        text.replaceAll('<rax-auth:authenticatedBy', `<authenticatedBy xmlns="${RAX_AUTH}"`).replace(/<(\/?)rax-auth:/g, '<$1'),
      ),
  },
  {
    name: 'xml-namespaces-everywhere',
    what: 'every element declares its namespace again',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        rewrittenTags(text, (tag) => {
          const others = tag.attributes.filter((attribute) => !attribute.startsWith('xmlns='));
          return tagText({ ...tag, attributes: [...others, `xmlns="${CORE}"`] });
        }),
      ),
  },
  {
    name: 'xml-namespaces-unused',
    what: 'the root declares namespaces that nothing is in, and says where its schema lies',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        text.replace(
          ` xmlns="${CORE}"`,
          ` xmlns="${CORE}" xmlns:atom="http://www.w3.org/2005/Atom"` +
            ' xmlns:OS-KSADM="http://docs.openstack.org/identity/api/ext/OS-KSADM/v1.0"' +
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
            ` xsi:schemaLocation="${CORE} https://schemas.example/identity.xsd"`,
        ),
      ),
  },
  {
    name: 'xml-attributes-reversed',
    what: 'the attributes of every element stand in the reverse order',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) => rewrittenTags(text, (tag) => tagText({ ...tag, attributes: [...tag.attributes].reverse() }))),
  },
  {
    name: 'xml-attributes-in-single-quotes',
    what: 'attributes stand in single quotes, on lines of their own',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        rewrittenTags(text, (tag) => {
          const attributes = tag.attributes.map((attribute) => attribute.replaceAll("'", '&apos;').replaceAll('"', "'").replace('=', ' = '));
          return tagText({ ...tag, attributes: attributes.map((attribute) => `\n\t${attribute}`) });
        }),
      ),
  },
  {
    name: 'xml-elements-reversed',
    what: 'catalogue, user and token, and the parts of the token, stand in the reverse order',
    vary: (standard) => ({
      ...standard,
      accessToXml: (access, request) => {
        const document = standard.accessToXml(access, request);
        const root = document.documentElement;
        for (const parent of [root, root?.getElementsByTagName('token').item(0)])
          for (const child of Array.from(parent?.childNodes ?? []).reverse()) parent?.appendChild(child);
        return document;
      },
    }),
  },
  {
    name: 'xml-indented',
    what: 'XML is written over many lines',
    vary: (standard) => rewrittenXmlText(standard, (text) => `${text.replaceAll('><', '>\r\n\t<')}\n\n`),
  },
  {
    name: 'xml-no-empty-tags',
    what: 'an empty element is written with two tags',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        rewrittenTags(text, (tag) => {
          const opening = tagText({ ...tag, isEmpty: false });
          return tag.isEmpty ? `${opening}</${tag.name}>` : opening;
        }),
      ),
  },
  {
    name: 'xml-cdata',
    what: 'texts of XML elements stand in CDATA sections',
    vary: (standard) => rewrittenXmlText(standard, (text) => text.replace(/>([^<>&]+)<\//g, (_, inner: string) => `><![CDATA[${inner}]]></`)),
  },
  {
    name: 'xml-comments',
    what: 'comments and processing instructions stand before, between, in and behind the elements',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) => {
        const noted = text
          .replace(DECLARATION, (declaration) => `${declaration}<!-- a response -->\n<?cache no?>\n`)
          .replaceAll('><', '><!-- <token id="none"/> --><?hint here?><')
          .replace(/>(\w)([^<>]*)<\//g, '>$1<!-- in the text -->$2</');
        return `${noted}\n<!-- end -->\n`;
      }),
  },
  {
    name: 'xml-references',
    what: 'characters beyond ASCII are character references in XML',
    vary: (standard) => rewrittenXmlText(standard, (text) => text.replace(/[^\x00-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`)),
  },
  {
    name: 'xml-no-declaration',
    what: 'an XML response has no XML declaration',
    vary: (standard) => rewrittenXmlText(standard, (text) => text.replace(DECLARATION, '')),
  },
  {
    name: 'xml-standalone',
    what: 'the XML declaration says standalone, in other quotes and other case',
    vary: (standard) => rewrittenXmlText(standard, (text) => text.replace(DECLARATION, "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>")),
  },
  {
    name: 'xml-byte-order-mark',
    what: 'an XML response begins with the byte order mark of UTF-8',
    vary: (standard) => rewrittenXmlText(standard, (text) => `\ufeff${text}`),
  },
];

/** What XML responses, those with a setup token and refusals included, may hold beside what the document names. */
export const xmlExtensionVariations: readonly Variation[] = [
  {
    name: 'xml-extension-elements',
    what: 'every XML element that may hold others begins and ends with one of another namespace, named like those of the document',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) => {
        const [ahead, behind] = ['token', 'service'].map(
          (name) => `<e:${name} xmlns:e="urn:example:extension" id="1">an <e:inner/> extension</e:${name}>`,
        );
        return rewrittenTags(text, (tag) => {
          const opening = tagText({ ...tag, isEmpty: false });
          if (holdsText(tag)) return tagText(tag);
          return tag.isEmpty ? `${opening}${ahead}${behind}</${tag.name}>` : `${opening}${ahead}`;
        }).replace(/<\/(?:access|token|user|roles|serviceCatalog|service|badRequest|unauthorized)>/g, `${behind}$&`);
      }),
  },
  {
    name: 'xml-extension-attributes',
    what: 'every XML element has attributes of another namespace and of none',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        rewrittenTags(text, (tag) =>
          tagText({
            ...tag,
            attributes: [
              'xmlns:e="urn:example:extension"',
              'e:id="another"',
              ...tag.attributes,
              'e:note="&lt;extension&gt;"',
              'updated="2024-02-29"',
            ],
          }),
        ),
      ),
  },
  {
    name: 'xml-links',
    what: 'roles and endpoints hold Atom links',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) =>
        rewrittenTags(text, (tag) => {
          if (!['role', 'endpoint'].includes(tag.name)) return tagText(tag);
          const link = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://api.example/1"/>';
          const opening = tagText({ ...tag, isEmpty: false });
          return tag.isEmpty ? `${opening}${link}</${tag.name}>` : `${opening}${link}`;
        }),
      ),
  },
  {
    name: 'xml-no-propagate',
    what: 'the roles of an XML response do not say whether they propagate',
    vary: (standard) => rewrittenXmlText(standard, (text) => text.replace(/ rax-auth:propagate="\w+"/g, '')),
  },
];

function holdsText({ name }: Tag): boolean {
  return ['message', 'details', 'rax-auth:credential'].includes(name);
}
