import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectPath } from '../package-files';
import { requirementsIn } from '../schema-problem';
import { openDocument, plainElement, type XmlElement } from './document';
import type { Step } from './located-document';

/** What a schema says about one element or attribute. */
export interface Declared {
  /** `schemas/xsd/identity.xsd#token/@id` */
  readonly location: string;
  readonly requirement?: string;
  /** The local name of its simple type, `dateTime`. */
  readonly type?: string;
}

/** A key or a uniqueness, by which the schemas count elements and attributes that a content model cannot. */
interface Constraint extends Declared {
  /** Its documentation in the schema. */
  readonly sentence?: string;
  /** The element that carries it. */
  readonly owner: string;
  /** The XPath of what it counts. */
  readonly field: string;
}

interface Component {
  readonly file: string;
  readonly targetNamespace: string | null;
  readonly element: XmlElement;
}

/** An XSD and all that it includes and imports, as far as it takes to find the declaration behind an error. */
export interface XsdOutline {
  /** Whether an element of that local name is declared anywhere. */
  knows(name: string): boolean;
  requirementOfRoot(name: string): string | undefined;
  element(steps: readonly Step[]): Declared;
  attribute(steps: readonly Step[], name: string, namespace: string | null): Declared;
  constraint(name: string, namespace: string | null): Constraint | undefined;
}

/**
 * Reads the schema at a path with those that it names by schemaLocation. It relies on how the schemas here are
 * written: complex types are global and named once among all files, elements are global or inside them.
 */
export function readXsdOutline(path: string): XsdOutline {
  const components = readComponents(path, new Set());
  const global = (kind: string, name: string, namespace?: string | null): Component | undefined =>
    components.find(
      ({ element, targetNamespace }) =>
        element.name === kind &&
        attributeOf(element, 'name') === name &&
        (namespace === undefined || targetNamespace === namespace),
    );

  const typeOf = (declaration: Component): Component | undefined => {
    const type = attributeOf(declaration.element, 'type');
    return type ? global('complexType', localName(type)) : undefined;
  };

  const childOf = (type: Component | undefined, step: Step): Component | undefined => {
    const local = type && inside(type.element, 'element').find((element) => nameOf(element) === step.name);
    if (type && local && attributeOf(local, 'name') && type.targetNamespace === step.namespace) {
      return { ...type, element: local };
    }
    return global('element', step.name, step.namespace);
  };

  const walk = (steps: readonly Step[]): { declared: Declared; type?: Component } => {
    let type: Component | undefined;
    let declared: Declared = { location: projectPath(path) };
    for (const [index, step] of steps.entries()) {
      const declaration = index === 0 ? global('element', step.name, step.namespace) : childOf(type, step);
      if (!declaration) return { declared };
      type = typeOf(declaration);
      const owner = type ?? declaration;
      declared = {
        location: `${owner.file}#${nameOf(owner.element)}`,
        requirement:
          requirementOf(declaration.element) ?? requirementOf(type?.element) ?? declared.requirement,
        type: localName(attributeOf(declaration.element, 'type') ?? ''),
      };
    }
    return { declared, type };
  };

  const names = new Set(
    components.flatMap(({ element }) => [element, ...inside(element, 'element')]).map(nameOf),
  );

  return {
    knows: (name) => names.has(name),
    requirementOfRoot: (name) => requirementOf(global('element', name)?.element),
    element: (steps) => walk(steps).declared,
    attribute(steps, name, namespace) {
      const { declared, type } = walk(steps);
      const found = namespace
        ? global('attribute', name, namespace)?.element
        : type && inside(type.element, 'attribute').find((one) => attributeOf(one, 'name') === name);
      return {
        location: `${declared.location}/@${name}`,
        requirement: requirementOf(found) ?? declared.requirement,
        type: found && localName(attributeOf(found, 'type') ?? ''),
      };
    },
    constraint(name, namespace) {
      for (const { element, file, targetNamespace } of components) {
        const found = element.children.find((one) => isConstraint(one) && attributeOf(one, 'name') === name);
        if (!found || targetNamespace !== namespace) continue;
        return {
          location: `${file}#${nameOf(element)}/${name}`,
          requirement: requirementOf(found),
          sentence: documentation(found)
            .find((one) => attributeOf(one, 'source') === undefined)
            ?.text.trim(),
          owner: nameOf(element),
          field: inside(found, 'field')
            .map((field) => attributeOf(field, 'xpath'))
            .join(' '),
        };
      }
      return undefined;
    },
  };
}

function readComponents(path: string, read: Set<string>): Component[] {
  if (read.has(path)) return [];
  read.add(path);
  const opened = openDocument(readFileSync(path));
  if ('problem' in opened) throw new Error(`${projectPath(path)}: ${opened.problem.message}`);
  const schema = plainElement(opened.root);
  const targetNamespace = attributeOf(schema, 'targetNamespace') ?? null;
  const own = schema.children.map((element) => ({ file: projectPath(path), targetNamespace, element }));
  const others = schema.children
    .map((element) => attributeOf(element, 'schemaLocation'))
    .filter((location) => location !== undefined)
    .flatMap((location) => readComponents(join(dirname(path), location), read));
  return [...own, ...others];
}

function inside(element: XmlElement, kind: string): XmlElement[] {
  return element.children.flatMap((child) => (child.name === kind ? [child] : inside(child, kind)));
}

function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

function nameOf(element: XmlElement): string {
  return attributeOf(element, 'name') ?? localName(attributeOf(element, 'ref') ?? '');
}

function localName(qualifiedName: string): string {
  return qualifiedName.slice(qualifiedName.indexOf(':') + 1);
}

function isConstraint(element: XmlElement): boolean {
  return element.name === 'key' || element.name === 'unique';
}

function documentation(element: XmlElement | undefined): readonly XmlElement[] {
  return element?.children.find((child) => child.name === 'annotation')?.children ?? [];
}

function requirementOf(element: XmlElement | undefined): string | undefined {
  const named = documentation(element).find((one) => attributeOf(one, 'source') === 'requirement');
  return named && requirementsIn(named.text)[0];
}
