import type { Exchange } from '../../../src/identity/exchange';
import { label, mediaTypes, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail, inapplicable } from '../deviation';
import { received } from './received';

/** The request is answered 200 in the format. */
export function answeredIn(format: Format): Expectation {
  const expects = `200 in ${label[format]}, with the Content-Type ${mediaTypes[format]}`;
  return {
    expects,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        fail({
          message: `The request is answered ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      judgeFormat(answer, format);
    },
  };
}

/** Where the request is accepted, its answer is in the format, and the Content-Type says so. */
export function successIn(format: Format): Expectation {
  return {
    expects: `in ${label[format]}, with the Content-Type ${mediaTypes[format]}`,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the answer is ${received(answer)}.`);
      judgeFormat(answer, format);
    },
  };
}

function judgeFormat(answer: Exchange, format: Format): void {
  if (answer.format === format && answer.writtenIn === format) return;
  const contentType = answer.header('content-type') ?? 'no Content-Type';
  const written = answer.writtenIn ? label[answer.writtenIn] : 'another format';
  fail({
    message: `The answer comes as ${contentType} and is written in ${written}; ${label[format]} is expected.`,
    expected: mediaTypes[format],
    received: contentType,
  });
}
