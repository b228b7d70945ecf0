import { type Effect, table, tableBy, unconditionally } from '../deviations/effect';
import { crash, refusingAsNotFound, sending, sendingText } from '../deviations/steps';
import { Refusal } from '../login/refusal';
import { acceptance, everyWay } from './acceptance';

const granted = { outcome: 'granted' } as const;

/** Paths, methods and messages (lines 8 and 13-15, errata E25 and E34). */
export const httpMessageEffects: readonly Effect[] = [
  ...tableBy({ breaks: 'op.tokens', about: granted, by: refusingAsNotFound, ...unconditionally }, [
    ['path-unknown', 'the operation is not found at its path', (request) => request.path === '/v2.0/tokens'],
  ]),
  ...table({ breaks: 'op.other-methods', about: {}, ...unconditionally }, [
    ['any-method', 'the method is not looked at', () => ({ admit: () => undefined })],
    ['other-methods-crash', 'other methods give 500', (standard) => ({ admit: (it) => (it.method === 'POST' ? standard.admit(it) : crash()) })],
  ]),
  ...table({ breaks: ['http.chunked', ...everyWay], about: { ...granted, wire: 'chunked' } }, [
    ['chunks-unread', 'a body in chunks is taken for an empty one', () => ({ readBody: () => Promise.resolve(Buffer.alloc(0)) })],
  ]),
  ...table({ breaks: ['http.length-missing'], about: { wire: 'no-length' }, ...unconditionally }, [
    ['length-missing-crashes', 'a request without a length is answered 500', () => ({ admit: crash })],
  ]),
  ...table({ breaks: ['http.field-names', ...everyWay], about: { ...granted, wire: 'lower-case' } }, [
    [
      'names-in-capitals-demanded',
      'Content-Type is found in these capitals alone',
      () => ({
        requestFormat: () => {
          throw new Refusal('mediaTypeUnsupported');
        },
      }),
    ],
  ]),
  ...table({ breaks: ['http.version-1-0'], about: { ...granted, wire: 'http-1.0' } }, [
    ['http-1.0-refused-505', 'HTTP/1.0 is answered 505', sending((answer) => ({ ...answer, status: 505 })), { tolerated: 'E34' }],
  ]),
  ...table({ breaks: ['http.expect-continue', ...everyWay], about: { ...granted, wire: 'expected' } }, [
    ['expectation-refused-400', 'a client that waits for 100 is answered 400', sending((answer) => ({ ...answer, status: 400 }))],
  ]),
  ...table({ breaks: acceptance, about: granted, ...unconditionally }, [
    ['answers-without-body', 'a login is answered without a body', sendingText(() => '')],
  ]),
];
