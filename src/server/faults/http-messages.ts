import { type Effect, table, unconditionally } from '../deviations/effect';
import { crash, refuse, sending, sendingText, where } from '../deviations/steps';
import { acceptance, everyWay } from './acceptance';

const granted = { outcome: 'granted' } as const;
const withoutLength = { breaks: 'http.length-missing', about: { wire: 'no-length' } } as const;
const answered = (status: number) => sending((answer) => ({ ...answer, status }));

/** Paths, methods and messages (lines 8 and 13-15, errata E25 and E34). */
export const httpMessageEffects: readonly Effect[] = [
  ...table({ breaks: 'op.tokens', about: {}, ...unconditionally }, [
    ['path-unknown', 'the operation is not found at its path', where('admit', ({ path }) => path === '/v2.0/tokens', refuse('pathUnknown'))],
    ['any-method', 'the method is not looked at', () => ({ admit: () => undefined }), { breaks: 'op.other-methods' }],
    ['answers-without-body', 'a login is answered without a body', sendingText(() => ''), { breaks: acceptance, about: granted }],
    ['length-missing-crashes', 'a request without a length is answered 500', () => ({ admit: crash }), withoutLength],
  ]),
  ...table({ breaks: ['http.chunked', ...everyWay], about: { ...granted, wire: 'chunked' } }, [
    ['chunks-unread', 'a body in chunks is taken for an empty one', () => ({ readBody: () => Promise.resolve(Buffer.alloc(0)) })],
  ]),
  ...table({ breaks: ['http.field-names', ...everyWay], about: { ...granted, wire: 'lower-case' } }, [
    ['names-in-capitals-demanded', 'Content-Type is found in these capitals alone', () => ({ requestFormat: refuse('mediaTypeUnsupported') })],
  ]),
  ...table({ breaks: 'http.version-1-0', about: { ...granted, wire: 'http-1.0' }, tolerated: 'E34' }, [
    ['http-1.0-refused-505', 'HTTP/1.0 is answered 505', answered(505)],
  ]),
  ...table({ breaks: ['http.expect-continue', ...everyWay], about: { ...granted, wire: 'expected' } }, [
    ['expectation-refused-400', 'a client that waits for 100 is answered 400', answered(400)],
  ]),
];
