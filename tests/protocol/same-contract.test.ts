import fc from 'fast-check';
import { parseXml } from '../../src/contract/xml';
import { accessFromJson, accessFromXml, at } from '../../src/protocol/access';
import { firstDifference } from '../../src/protocol/parity';
import { Secret } from '../../src/protocol/secret';
import { accessDocument } from './access-document';
import { type AccessModel, accessModels, setupModels } from './access-models';
import { authDocument } from './auth-document';
import { authModels, badScopes } from './auth-models';
import { contradictionsOf } from './auth-mutations';
import { choiceNumbers } from './choices';
import { completeRequests, completeResponse } from './complete-documents';
import { badDateTimes } from './date-times';
import { extended, extensions } from './extensions';
import { type Mutation, mutationsOf, type WrongValues } from './mutations';
import { badUris } from './uris';
import { expectInvalid, expectValid, verdictsOn } from './verdicts';
import { authStyles, plainStyle, xmlStyles } from './xml-styles';

// A failure prints the seed; { seed, path } beside numRuns repeats it. What the two formats cannot both say is in
// format-differences.test.ts.
const runs = { numRuns: 200 };

const everyWrongValue: WrongValues = { dateTime: badDateTimes, uri: badUris, scope: badScopes };

/** One wrong value of each type, so that they do not outnumber the other mutations. */
const wrongValues: fc.Arbitrary<WrongValues> = fc.record({
  dateTime: fc.constantFrom(...badDateTimes).map((value) => [value]),
  uri: fc.constantFrom(...badUris).map((value) => [value]),
  scope: fc.constantFrom(...badScopes).map((value) => [value]),
});

describe.each([
  ['access', accessModels],
  ['setup-access', setupModels],
] as const)('answers by the schema %s', (schema, models) => {
  const documents = fc
    .tuple(models, extensions)
    .map(([model, sets]) => ({ model, document: extended(accessDocument(model, schema), sets) }));

  test('are valid in JSON and in XML, and both codecs read the same from them', () => {
    fc.assert(
      fc.property(documents, xmlStyles, choiceNumbers, ({ model, document }, style, numbers) => {
        const both = verdictsOn(document, schema, style, numbers);
        expectValid(both);
        expectSameAccess(model, both.json.text, both.xml.text);
      }),
      runs,
    );
  });

  test('are invalid in JSON and in XML after any single mutation', () => {
    const choices = [documents, wrongValues, fc.nat(), xmlStyles, choiceNumbers] as const;
    fc.assert(
      fc.property(...choices, ({ document }, wrong, choice, style, numbers) => {
        const mutated = oneOf(mutationsOf(document, wrong), choice);
        expectInvalid(verdictsOn(mutated.document, schema, style, numbers));
      }),
      runs,
    );
  });
});

describe('authentication requests', () => {
  const documents = fc
    .tuple(authModels, extensions)
    .map(([model, sets]) => extended(authDocument(model), sets));

  test('are valid in JSON and in XML', () => {
    fc.assert(
      fc.property(documents, authStyles, choiceNumbers, (document, style, numbers) =>
        expectValid(verdictsOn(document, 'auth-request', style, numbers)),
      ),
      runs,
    );
  });

  test('are invalid in JSON and in XML after any single mutation', () => {
    const choices = [documents, wrongValues, fc.nat(), authStyles, choiceNumbers] as const;
    fc.assert(
      fc.property(...choices, (document, wrong, choice, style, numbers) => {
        const mutations = [...mutationsOf(document, wrong), ...contradictionsOf(document)];
        expectInvalid(verdictsOn(oneOf(mutations, choice).document, 'auth-request', style, numbers));
      }),
      runs,
    );
  });
});

describe('documents with every member', () => {
  test.each([
    ['access', completeResponse],
    ...completeRequests.map((request) => ['auth-request', request] as const),
  ] as const)('by the schema %s are valid, and invalid after each of all mutations', (schema, document) => {
    expectValid(verdictsOn(document, schema, plainStyle));
    const mutations = [
      ...mutationsOf(document, everyWrongValue),
      ...(schema === 'auth-request' ? contradictionsOf(document) : []),
    ];
    const missed = mutations.flatMap((mutation) => {
      const { json, xml } = verdictsOn(mutation.document, schema, plainStyle);
      return [
        ...(json.problems.length === 0 ? [`JSON: ${mutation.what}`] : []),
        ...(xml.problems.length === 0 ? [`XML: ${mutation.what}`] : []),
      ];
    });
    expect(missed).toEqual([]);
  });
});

function oneOf(mutations: readonly Mutation[], choice: number): Mutation {
  const mutation = mutations[choice % mutations.length];
  if (!mutation) throw new Error('the document has no mutation');
  return mutation;
}

function expectSameAccess(model: AccessModel, json: string, xml: string): void {
  const parsed = parseXml(xml);
  if (!('root' in parsed)) throw new Error(parsed.problem.message);
  const [fromJson, fromXml] = [accessFromJson(JSON.parse(json)), accessFromXml(parsed.root)];
  expect(firstDifference(fromJson, fromXml)).toBeUndefined();
  const expected = { ...model, token: { ...model.token, id: new Secret(model.token.id, 'token id') } };
  for (const access of [fromJson, fromXml]) {
    expect(firstDifference(access, expected)).toBeUndefined();
    const id = at(access, 'token', 'id');
    expect(id instanceof Secret && id.reveal()).toBe(model.token.id);
    expect(at(access, 'token', 'expires')).toBe(model.token.expires);
  }
}
