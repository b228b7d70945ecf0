import type { Exchange } from '../identity/exchange';
import { label, mediaTypes, type Format } from '../identity/format';
import { fail, inapplicable } from './deviation';
import { received } from './received';
import type { ResponseRule } from './response-rule';

/** Where the request is accepted, its answer is in the format, and the Content-Type says so. */
export function successIn(format: Format): ResponseRule {
  return {
    expects: `in ${label[format]}, with the Content-Type ${mediaTypes[format]}`,
    judge: (answer) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the answer is ${received(answer)}.`);
      expectFormat(answer, format);
    },
  };
}

/** @throws Deviation where a response is not written in the format, or does not say so */
export function expectFormat(answer: Exchange, format: Format): void {
  if (answer.format === format && answer.writtenIn === format) return;
  const contentType = answer.header('content-type') ?? 'no Content-Type';
  const written = answer.writtenIn ? label[answer.writtenIn] : 'another format';
  fail({
    message: `The answer comes as ${contentType} and is written in ${written}; ${label[format]} is expected.`,
    expected: mediaTypes[format],
    received: contentType,
  });
}
