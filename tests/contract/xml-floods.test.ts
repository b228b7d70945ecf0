import libxmljs from 'libxmljs2';
import { parseXml, validateXml } from '../../src/contract/xml';
import { floodIn } from '../../src/contract/xml/floods';

/** What a document is made of, rightly and wrongly; each may be repeated without end. */
const pieces = [
  '|text|>|"|=|\r|\u{1F600}|&amp;|&#x41;|&|& |&x;|&#1;|&#x110000;|&#;',
  '<a>|</a>|<b x="1">|<b x="1" x="2"/>|<a b=c>|<a b>|<a b="<">|<a "x">|<a b="1"/ >',
  '<a x="1"y="2"/>|<a\u00a0b="1"/>|<1/>|<é/>|<a×/>|<|</|<!|<!DOCTYPE|<!--|<!-- c -->',
  '<!-- -- -->|<![CDATA[x]]>|]]>|<a b="]]>"/>|<?|<?pi|<?pi x?>|<?xml x?>|\u0001|\ufffe',
  '<p:c/>|<a p:x="1"/>|<x:y xmlns:x="u:r">|<a:b:c/>|<:a/>|<a:/>|<a xmlns="rel"/>|<a xmlns:q=""/>',
  '<a xml:lang="!!"/>|<a xml:space="bad"/>|<a xml:space="preserve"/>|<a xml:id="1"/>|<a xml:id="i"/>',
].flatMap((line) => line.split('|'));
const times = 300;
/** One piece may be several errors, and as many are counted before the rest of a document is left away. */
const mostErrors = 220;

test.each(pieces)('%j, alone and beside each other piece, leaves the parser few errors to keep', (piece) => {
  // Repeated, the two in the other order are the same text but for its ends.
  for (const other of pieces.slice(pieces.indexOf(piece))) {
    const text = `<r>${(piece + other).repeat(times)}</r>`;
    const flood = floodIn(text);
    const until = flood && 'faultyUntil' in flood ? flood.faultyUntil : text.length;
    // Declarations of namespaces are counted by themselves.
    const most = text.includes('xmlns') ? 3 * times : mostErrors;
    const errors = errorsOf(text.slice(0, until)).length;
    expect([piece + other, errors <= most]).toEqual([piece + other, true]);
    // What is well-formed is never cut.
    if (flood && errorsOf(text).length === 0)
      expect([piece + other, flood]).toEqual([piece + other, undefined]);
  }
});

function errorsOf(text: string): unknown[] {
  try {
    // Namespaces that are no absolute address are warnings, of which a document may have as many as namespaces.
    return libxmljs
      .parseXml(text, { nonet: true, recover: true })
      .errors.filter(({ level }) => (level ?? 2) >= 2);
  } catch (error) {
    return [error];
  }
}

const attributes = (count: number) => `<a ${Array.from({ length: count }, (_, n) => `b${n}=""`).join(' ')}/>`;

test.each([
  ['attributes of an element', attributes, 'more than 1000 attributes'],
  ['odd xml:space', (count: number) => `<a>${'<b xml:space="c"/>'.repeat(count)}</a>`, 'xml:space'],
  ['namespaces', (count: number) => `<a>${'<b xmlns:c="u:c"/>'.repeat(count)}</a>`, 'more than 1000 names'],
])('1000 %s are read, and more are a problem of their own', (_what, text, words) => {
  expect(parseXml(text(1000))).toMatchObject({ root: { name: 'a' } });
  expect(parseXml(text(1001))).toEqual({ problem: { message: expect.stringContaining(words) } });
});

test.each([
  ['ampersands', `<a>${'& '.repeat(4_000_000)}</a>`],
  ['attributes', attributes(100_000)],
  ['elements that nothing ends', '<a b="1">'.repeat(200_000)],
  ['ends that nothing began', `<a>${'</b>'.repeat(1_000_000)}`],
])('a flood of %s is a problem after one look', (_what, text) => {
  const before = process.memoryUsage().rss;
  expect(parseXml(Buffer.from(text))).toHaveProperty('problem');
  expect(validateXml(Buffer.from(text), 'access')).toHaveLength(1);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(200);
});
