import { validateJson } from '../../src/contract/json-schema';
import type { ContractSchema, SchemaProblem } from '../../src/contract/schema-problem';
import { validateXml } from '../../src/contract/xml';
import { Choices } from './choices';
import type { Group } from './document-parts';
import { asJson } from './json-notation';
import { asXml, type XmlStyle } from './xml-notation';

/** A document in one format, and what its schema says of it. */
export interface Verdict {
  readonly text: string;
  readonly problems: readonly SchemaProblem[];
}

/** A document in both formats, and what their schemas say of it. */
export interface Verdicts {
  readonly json: Verdict;
  readonly xml: Verdict;
}

/** Writes a document in both formats and asks both schemas. */
export function verdictsOn(
  document: Group,
  schema: ContractSchema,
  style: XmlStyle,
  choiceNumbers: readonly number[] = [0],
): Verdicts {
  return verdictsOnTexts(
    asJson(document, new Choices(choiceNumbers)),
    asXml(document, style, new Choices(choiceNumbers)),
    schema,
  );
}

/** Asks both schemas about the two texts of a document. */
export function verdictsOnTexts(json: string, xml: string, schema: ContractSchema): Verdicts {
  return {
    json: { text: json, problems: validateJson(schema, JSON.parse(json)) },
    xml: { text: xml, problems: validateXml(Buffer.from(xml), schema) },
  };
}

/** Both schemas are content; a failure shows the text and its problems. */
export function expectValid({ json, xml }: Verdicts): void {
  expect(json).toEqual({ text: json.text, problems: [] });
  expect(xml).toEqual({ text: xml.text, problems: [] });
}

/** Both schemas find something; a failure shows the text in which one of them does not. */
export function expectInvalid({ json, xml }: Verdicts): void {
  expect([json, xml].filter(({ problems }) => problems.length === 0).map(({ text }) => text)).toEqual([]);
}
