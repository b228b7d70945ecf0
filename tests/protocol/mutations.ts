import { group, type Group, type Leaf, type List, type Part, type Space } from './document-parts';

/** A document with one defect that JSON and XML can both have. */
export interface Mutation {
  /** The path of the member and what is wrong with it. */
  readonly what: string;
  readonly document: Group;
}

/** The wrong values to put in the place of right ones. */
export interface WrongValues {
  readonly dateTime: readonly string[];
  readonly uri: readonly string[];
  readonly scope: readonly string[];
}

interface Wrong extends WrongValues {
  /** In a response, unknown elements of the core namespace are let in (erratum E28). */
  readonly lenient: boolean;
}

interface Change {
  readonly what: string;
  /** Undefined where the part is dropped. */
  readonly part: Part | undefined;
}

const elsewhere: Readonly<Record<Space, Space>> = {
  core: 'foreign',
  raxAuth: 'core',
  raxKskey: 'core',
  foreign: 'core',
};

/** Every single mutation of a valid document that makes it invalid in both formats. */
export function mutationsOf(document: Group, wrongValues: WrongValues): Mutation[] {
  const wrong = { ...wrongValues, lenient: document.name.local === 'access' };
  return [...renamed(document), ...misfits(document), ...within(document, wrong)].map(({ what, part }) => ({
    what: `${document.name.local}${what}`,
    document: part as Group,
  }));
}

function within(parent: Group, wrong: Wrong): Change[] {
  return replacing(parent.parts, (part) => changesOf(part, parent.name.space, wrong)).map(
    ({ what, parts }) => ({
      what,
      part: { ...parent, parts },
    }),
  );
}

function replacing(
  parts: readonly Part[],
  changes: (part: Part) => Change[],
): { what: string; parts: readonly Part[] }[] {
  return parts.flatMap((part, index) =>
    changes(part).map((change) => ({
      what: `.${part.name.local}${change.what}`,
      parts: [...parts.slice(0, index), ...(change.part ? [change.part] : []), ...parts.slice(index + 1)],
    })),
  );
}

function changesOf(part: Part, parent: Space, wrong: Wrong): Change[] {
  const dropped: Change = { what: ' dropped', part: undefined };
  switch (part.kind) {
    case 'leaf':
      return [
        ...(part.required ? [dropped, ...renamed(part)] : []),
        ...values(part, wrong),
        // In other namespaces an element of the core one is an extension, and harms only where the leaf is missed.
        ...(part.name.space === 'core' && (part.required || (parent === 'core' && !wrong.lenient))
          ? [asObject(part)]
          : []),
      ];
    case 'group':
      return [
        ...(part.required ? [dropped, ...renamed(part)] : []),
        ...(part.flat ? [] : misfits(part)),
        ...within(part, wrong),
      ];
    case 'list':
      return [
        // A list without an element of its own, and without items, is not there in XML.
        ...(part.required && part.wrapped ? [dropped] : []),
        ...(part.required && part.wrapped ? renamed(part) : []),
        ...(part.wrapped ? misfits(part) : []),
        ...(part.minimum > 0 ? [{ what: ' emptied', part: { ...part, items: [] } }] : []),
        ...items(part, wrong),
      ];
    default:
      return [];
  }
}

function items(list: List, wrong: Wrong): Change[] {
  const changesOfItem = (item: Part): Change[] => {
    if (item.kind === 'group') return [...misfits(item), ...within(item, wrong)];
    return item.kind === 'leaf' ? [...values(item, wrong), ...misfits(item).slice(1), asObject(item)] : [];
  };
  return replacing(list.items, changesOfItem).map(({ what, parts }) => ({
    what,
    part: { ...list, items: parts },
  }));
}

/** Another name, and the same name in another namespace. */
function renamed(part: Group | List | Leaf): Change[] {
  const { local, space } = part.name;
  const other = `${local.charAt(0).toUpperCase()}${local.slice(1)}`;
  return [
    { what: ` named ${other}`, part: { ...part, name: { local: other, space } } },
    { what: ` in another namespace`, part: { ...part, name: { local, space: elsewhere[space] } } },
  ];
}

function misfits({ name }: Part): Change[] {
  return [
    { what: ' as a text', part: { kind: 'text', name } },
    { what: ' as null', part: { kind: 'nil', name } },
  ];
}

function asObject({ name }: Leaf): Change {
  const inner: Part = {
    kind: 'extension',
    name: { local: 'detail', space: 'foreign' },
    as: 'element',
    value: 'text',
  };
  return { what: ' as an object', part: { ...group(name.local, [inner]), name } };
}

function values(leaf: Leaf, wrong: WrongValues): Change[] {
  if (leaf.type === 'any') return [];
  const more = leaf.type === 'filled' ? [] : wrong[leaf.type];
  return ['', ...more].map((value) => ({ what: ` = ${JSON.stringify(value)}`, part: { ...leaf, value } }));
}
