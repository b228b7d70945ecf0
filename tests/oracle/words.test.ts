import { Exchange } from '../../src/http/exchange/exchange';
import { KeptBytes } from '../../src/http/exchange/kept-bytes';
import {
  Deviation,
  type Finding,
  received,
  shown,
  shownOrMissing,
  whyTolerated,
} from '../../src/oracle/deviation';
import { faultCode, faultName, wellFormedFault } from '../../src/oracle/response/fault-rules';
import type { ResponseRule } from '../../src/oracle/response/response-rule';
import { notIgnoringTenant } from '../../src/checks/expectations/tenant';

const response = (status: number, body: object) => answerOf(status, 'application/json', JSON.stringify(body));

function answerOf(status: number, type: string, text: string, unreadable?: string): Exchange {
  const record = { id: 'x1', request: { method: 'POST', url: '', headers: {}, body: '' }, curl: '' };
  const raw = {
    status,
    rawHeaders: [['Content-Type', type]] as const,
    body: new KeptBytes(Buffer.from(text)),
    durationMs: 1,
    ...(unreadable === undefined ? {} : { unreadable }),
  };
  return new Exchange(record, raw, (text) => text);
}

function foundBy(judge: () => unknown): { readonly kind: string; readonly finding: Finding } {
  try {
    judge();
  } catch (error) {
    if (error instanceof Deviation) return error;
    throw error;
  }
  throw new Error('nothing was found');
}
const found = (rule: ResponseRule, answer: Exchange) => foundBy(() => rule.judge(answer));

test('a code that is a string is told from one of another status', () => {
  const text = response(400, { badRequest: { code: '400', message: 'No.' } });
  expect(found(faultCode, text).finding).toEqual({
    message: 'The code of the fault must be a number, and is the string "400".',
    expected: 'the number 400',
    received: 'the string "400"',
    path: 'badRequest.code',
  });
  const other = response(400, { badRequest: { code: 401, message: 'No.' } });
  expect(found(faultCode, other).finding.message).toContain('is 401 in a response with the status 400');
});

test('a member that is not known, or missing, is named with its path', () => {
  const unknown = response(400, { BadRequest: { code: 400, message: 'No.' } });
  expect(found(wellFormedFault, unknown).finding.message).toMatch(
    /^The fault has the unknown name BadRequest/,
  );
  const missing = response(400, { badRequest: { code: 400 } });
  expect(found(wellFormedFault, missing).finding.message).toMatch(
    /^The member badRequest\.message is required but missing/,
  );
});

test('what is named as the dialect of OpenStack is not named again for its name', () => {
  const openStack = response(404, { error: { code: 404, title: 'Not Found', message: 'No.' } });
  expect(found(wellFormedFault, openStack)).toMatchObject({ kind: 'tolerated' });
  expect(found(faultName, openStack).kind).toBe('inapplicable');
});

test('a token without a tenant is said to have none', () => {
  const answer = response(200, { access: { token: { id: 'x', expires: '2026-03-02T12:00:00Z' } } });
  const judge = () => notIgnoringTenant('tenantId').judge({ answer, others: [], valueOf: () => '777001' });
  expect(foundBy(judge).finding.message).toBe(
    'The tenantId inside the credentials object is ignored: the token has no tenant.',
  );
});

test.each<[type: string, body: string, words: string]>([
  ['application/json', '', '200 with an empty body'],
  ['text/html', '<html><body>No</body></html>', '200 with an HTML page'],
  ['application/json', '{"access":{"token":{"id":"x"}}}', '200 with an access object'],
  ['application/json', '{"unauthorized":{"code":401,"message":"No."}}', '200 with the fault unauthorized'],
  ['application/json', '{"a":1}', '200 with a JSON body that is neither access nor a fault'],
  ['application/json', '{', '200 with a body that cannot be read as JSON ('],
  ['application/xml', '<a>', '200 with a body that cannot be read as XML ('],
  ['application/xml', '<a/>', '200 with the XML element a in no namespace'],
  ['application/xml', '<a xmlns="urn:other"/>', '200 with the XML element a in the namespace urn:other'],
  ['text/plain', 'No.', '200 with a body that is neither JSON nor XML'],
])('a response of %s, %j, is called "%s"', (type, body, words) => {
  expect(received(answerOf(200, type, body))).toContain(words);
});

test('of a body that cannot be read it is said why', () => {
  expect(received(answerOf(200, 'application/json', '{}', 'it broke off'))).toBe(
    '200 with a body that cannot be read: it broke off',
  );
});

test('a value that is missing is told from null, and an erratum from a clause', () => {
  expect([shown(undefined), shown(null), shownOrMissing(undefined), shownOrMissing('x')]).toEqual([
    'nothing',
    'null',
    'missing',
    '"x"',
  ]);
  expect(['E39', 'E39 or so', 'by E3', 'it is so'].map(whyTolerated)).toEqual([
    'erratum E39 tolerates this',
    'E39 or so',
    'by E3',
    'it is so',
  ]);
});
