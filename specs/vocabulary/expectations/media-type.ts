import { label, mediaTypes, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail, unverifiable } from '../deviation';
import { received } from './received';

/** A successful answer is in the format, and its Content-Type says so. */
export function answeredIn(format: Format): Expectation {
  return {
    expects: `200 in ${label[format]}, with the Content-Type ${mediaTypes[format]}`,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        unverifiable(`There is no accepted request to judge: the answer is ${received(answer)}.`);
      const contentType = answer.header('content-type') ?? 'no Content-Type';
      if (answer.format === format && answer.writtenIn === format) return;
      const written = answer.writtenIn ? label[answer.writtenIn] : 'another format';
      fail({
        message: `The answer comes as ${contentType} and is written in ${written}; ${label[format]} is expected.`,
        expected: mediaTypes[format],
        received: contentType,
      });
    },
  };
}
