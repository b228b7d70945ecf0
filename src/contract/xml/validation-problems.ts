import type { SchemaProblem } from '../schema-problem';
import type { LibxmlValidationError } from './binding';
import { firstLine, type LocatedDocument, type Place, type Step } from './located-document';
import type { Declared, XsdOutline } from './xsd-outline';

/** The codes of libxml2 (xmlerror.h, XML_SCHEMAV_CVC_*) that are distinguished; any other gets a general sentence. */
const codes = {
  datatype: 1824,
  firstFacet: 1829,
  minLength: 1831,
  enumeration: 1840,
  elementOnly: 1841,
  textNotAllowed: 1843,
  noDeclaration: 1845,
  notNillable: 1847,
  attributeUnknown: 1866,
  attributeMissing: 1868,
  content: 1871,
  identityConstraint: 1877,
};

interface Subject {
  readonly place: Place;
  readonly attribute?: { readonly name: string; readonly namespace: string | null };
  /** What libxml2 says after the names; it may repeat a value and is never shown. */
  readonly rest: string;
}

interface Finding {
  readonly problem: SchemaProblem;
  readonly line: number;
  readonly missing?: string;
  /** What a broken identity constraint counts. */
  readonly counted?: string;
}

/** A hostile document may hold any number of errors; nobody reads more than these. */
const maximumErrors = 100;

/** Turns the errors of a validation into problems that name one element each and repeat none of its values. */
export function problemsOf(
  errors: readonly LibxmlValidationError[],
  located: LocatedDocument,
  outline: XsdOutline,
): SchemaProblem[] {
  const findings = errors.slice(0, maximumErrors).map((error) => findingOf(error, located, outline));
  return findings
    .filter(
      (finding, index) =>
        !isConsequence(finding, findings) && !isRepetition(finding, findings.slice(0, index)),
    )
    .map(({ problem, line }) => ({ ...problem, message: `${problem.message} (line ${line})` }));
}

/** A key counts children by an attribute: if that is missing, it is the whole problem. */
function isConsequence({ problem, counted }: Finding, all: readonly Finding[]): boolean {
  return all.some(
    ({ missing, problem: other }) =>
      missing !== undefined && counted?.includes(`@${missing}`) && other.path.startsWith(`${problem.path}/`),
  );
}

/** A value that breaks a facet breaks its type as well, and libxml2 reports both. */
function isRepetition({ problem }: Finding, earlier: readonly Finding[]): boolean {
  return earlier.some(
    (other) => other.problem.path === problem.path && other.problem.schemaLocation === problem.schemaLocation,
  );
}

function findingOf(error: LibxmlValidationError, located: LocatedDocument, outline: XsdOutline): Finding {
  const { place, attribute, rest } = subjectOf(error, located);
  const path = attribute ? `${place.path}/@${attribute.name}` : place.path;
  const declared = attribute
    ? outline.attribute(place.steps, attribute.name, attribute.namespace)
    : outline.element(place.steps);
  const about = (message: string, at: string = path, by: Declared = declared): Finding => ({
    line: place.line,
    problem: { path: at, message, schemaLocation: by.location, requirement: by.requirement },
  });

  switch (error.code) {
    case codes.attributeMissing: {
      const name = /^The attribute '([^']*)'/.exec(rest)?.[1] ?? '';
      const missing = outline.attribute(place.steps, name, null);
      return {
        ...about('The attribute is required but missing.', `${path}/@${name}`, missing),
        missing: name,
      };
    }
    case codes.content:
      return contentFinding(rest, place, outline, about);
    case codes.identityConstraint: {
      const [, namespace, name = ''] = /constraint '(?:\{([^{}']*)\})?([^'{}]*)'/.exec(rest) ?? [];
      const constraint = outline.constraint(name, namespace ?? null);
      if (!constraint) return about('An element or attribute that must be unique is not.');
      const finding = about(constraint.sentence ?? '', pathOfOwner(place, constraint.owner), constraint);
      return { ...finding, counted: constraint.field };
    }
    case codes.attributeUnknown:
      return about('The attribute is unknown.');
    case codes.textNotAllowed:
    case codes.elementOnly:
      return about('Text is not allowed between the elements.');
    case codes.noDeclaration:
      return about('The root element is in the wrong namespace.', path, {
        ...declared,
        requirement: outline.requirementOfRoot(place.steps[0]?.name ?? ''),
      });
    case codes.notNillable:
      return about('The element cannot be nil.');
    default:
      return about(valueSentence(error.code, declared.type, rest));
  }
}

/** An element is missing, or one is there that is not expected. */
function contentFinding(
  rest: string,
  place: Place,
  outline: XsdOutline,
  about: (message: string, at?: string, by?: Declared) => Finding,
): Finding {
  if (!rest.startsWith('Missing child')) {
    return about('The element is not expected here, or occurs too often.', place.path, {
      location: outline.element(place.steps.slice(0, -1)).location,
      requirement: outline.element(place.steps).requirement,
    });
  }
  const expected = elementsExpected(rest);
  const names = expected.map(({ name }) => name);
  const [first] = expected;
  if (!first) return about('A child element is required but missing.');
  const { requirement } = outline.element([...place.steps, first]);
  const { location } = outline.element(place.steps);
  return names.length === 1
    ? about('The element is required but missing.', `${place.path}/${first.name}`, { location, requirement })
    : about(`An element is required but missing: ${names.join(' or ')}.`, place.path, {
        location,
        requirement,
      });
}

/** The elements in `Expected is one of ( ##other{urn:a}*, {urn:a}user )`. */
function elementsExpected(rest: string): Step[] {
  // The names of an outline hold no parenthesis.
  const list = rest.includes('Expected is ') ? rest.slice(rest.lastIndexOf('( ') + 2, -' ).'.length) : '';
  return list
    .split(', ')
    .map((entry) => /^(?:\{([^}]*)\})?([^#*{}]+)$/.exec(entry))
    .filter((parts) => parts !== null)
    .map(([, namespace, name]) => ({ namespace: namespace ?? null, name: name ?? '' }));
}

/** The path of the element at or above a place that carries a constraint. */
function pathOfOwner({ path, steps }: Place, owner: string): string {
  const depth = steps.findIndex(({ name }) => name === owner);
  return depth < 0
    ? path
    : path
        .split('/')
        .slice(0, depth + 2)
        .join('/');
}

function valueSentence(code: number | null, type: string | undefined, rest: string): string {
  if (code === codes.minLength) return 'The text must not be empty.';
  if (code === codes.enumeration) {
    // The set is the schema's; the value, which stands before it, is the instance's.
    const set = /of the set \{([^{}]*)\}\.$/.exec(rest)?.[1];
    return set ? `The text must be one of ${set}.` : 'The text is not one of those allowed.';
  }
  const isValue =
    code === codes.datatype || (code !== null && code >= codes.firstFacet && code < codes.enumeration);
  const name = type && typeNames[type];
  return isValue && name ? `The text must be ${name}.` : 'The value or the content does not fit its type.';
}

const typeNames: Record<string, string | undefined> = {
  dateTime: 'a date and time with a zone',
  absoluteURI: 'an absolute URI',
  integer: 'an integer',
  boolean: 'true or false',
};

function subjectOf(error: LibxmlValidationError, { places }: LocatedDocument): Subject {
  const parts = /^Element '(?:\{([^}]*)\})?([^']*)'(?:, attribute '(?:\{([^}]*)\})?([^']*)')?: ([^]*)$/.exec(
    error.message.trim(),
  );
  const [, namespace, name, attributeNamespace, attribute, rest] = parts ?? [];
  const fits = (place: Place | undefined): boolean => {
    const own = place?.steps.at(-1);
    return own?.name === name && (own?.namespace ?? undefined) === namespace;
  };
  const onLine = places[(error.line ?? 0) - firstLine];
  // Without a line (an attribute given by default) it is the last of its name, at which a count was exceeded.
  const place = fits(onLine) ? onLine : places.findLast(fits);
  return {
    place: place ?? places[0] ?? { path: '/', steps: [], line: 1 },
    attribute:
      attribute === undefined ? undefined : { name: attribute, namespace: attributeNamespace ?? null },
    rest: rest ?? '',
  };
}
