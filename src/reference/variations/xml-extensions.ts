import { rewrittenTags, rewrittenXmlText, tagText, type Tag } from './rewritten';
import type { Variation } from './variation';

/** What XML responses, those with a setup token and refusals included, may hold beside what the document names. */
export const xmlExtensionVariations: readonly Variation[] = [
  {
    name: 'xml-extension-elements',
    what: 'every XML element that may hold others begins and ends with one of another namespace',
    vary: (standard) =>
      rewrittenXmlText(standard, (text) => {
        const [ahead, behind] = ['ahead', 'behind'].map(
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
