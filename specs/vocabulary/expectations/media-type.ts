import { label, mediaTypes, type Format } from '../../../src/identity/format';
import { fail } from '../../../src/oracle/deviation';
import { expectFormat } from '../../../src/oracle/media-rules';
import { received } from '../../../src/oracle/received';
import type { Expectation } from '../check';

/** The response is a 200 in the format. */
export function respondsIn(format: Format): Expectation {
  const expects = `200 in ${label[format]}, with the Content-Type ${mediaTypes[format]}`;
  return {
    expects,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        fail({
          message: `The response is ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      expectFormat(answer, format);
    },
  };
}
