import { setInterval, clearInterval } from 'node:timers';
import type { Socket } from 'node:net';
import { responseOf, respondRightly, type Asked } from './faulty-server';

/** What goes wrong below HTTP, and what a run must make of it. */
export interface NetworkFault {
  readonly name: string;
  readonly answer: (asked: Asked) => void | Promise<void>;
  readonly greet?: (socket: Socket) => void;
  readonly exitCode: number;
  /** The profile in scope, of which fewer requests are combined; all unless told. */
  readonly profile?: string;
  /** Patterns of further checks that show it. */
  readonly checks?: readonly string[];
  /** Words of the reason, or of a check. */
  readonly said: string;
  /** The deadline of the run; a generous one unless told. */
  readonly timeoutMs?: number;
  /** How many requests are answered rightly before; 0 unless told. */
  readonly after?: number;
  /** Whether something was measured and must be kept. */
  readonly measured?: boolean;
}

const complete = responseOf(200, '{"access":{}}');
const later = 12;
/** A deadline that is waited for several times, and that right responses keep on a machine that is busy. */
const unhurriedMs = 3000;

/** Writes again and again until the other side has had enough. */
function endlessly({ socket }: Asked, first: string, piece: Buffer, everyMs = 0): void {
  socket.write(first);
  if (everyMs > 0) {
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.on('close', () => clearInterval(timer));
    return;
  }
  const pour = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', pour);
  pour();
}

const ways: readonly (Pick<NetworkFault, 'name' | 'answer' | 'greet' | 'timeoutMs'> & {
  readonly because: string;
})[] = [
  {
    name: 'resets the connection instead of a response',
    answer: ({ socket }) => void socket.resetAndDestroy(),
    because: 'closed the connection before its response was complete',
  },
  {
    name: 'resets the connection within its response',
    answer: ({ socket }) => void socket.write(complete.subarray(0, 60), () => socket.resetAndDestroy()),
    because: 'closed the connection before its response was complete',
  },
  {
    name: 'says nothing',
    answer: () => undefined,
    ...{ because: 'gave no complete response within', timeoutMs: 500 },
  },
  {
    name: 'sends one byte a second',
    answer: (asked) => endlessly(asked, 'H', Buffer.from('T'), 1000),
    ...{ because: 'gave no complete response within', timeoutMs: 500 },
  },
  {
    name: 'breaks its body off',
    answer: ({ socket }) => void socket.end(complete.subarray(0, complete.length - 4)),
    because: 'closed the connection before its response was complete',
  },
  {
    name: 'announces more bytes than it sends, and keeps the connection',
    answer: ({ socket }) => void socket.write(responseOf(200, '{}', { 'Content-Length': '999' })),
    ...{ because: 'gave no complete response within', timeoutMs: 500 },
  },
  {
    name: 'sends a length that is no number',
    answer: ({ socket }) => void socket.write(responseOf(200, '{}', { 'Content-Length': 'two' })),
    because: 'sent something that is not HTTP',
  },
  {
    name: 'sends a chunk whose size is no number',
    answer: ({ socket }) =>
      void socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'),
    because: 'sent something that is not HTTP',
  },
  {
    name: 'sends random bytes',
    answer: ({ socket }) =>
      void socket.write(Buffer.from('\x16\x03\x01\x02\x00not http at all\r\n\r\n', 'latin1')),
    because: 'sent something that is not HTTP',
  },
  {
    name: 'sends a body without end',
    answer: (asked) => endlessly(asked, 'HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(65_536, '[')),
    because: 'is longer than limits.maxBodyBytes, 8388608 bytes',
  },
  {
    name: 'sends a body without end, slowly',
    answer: (asked) => endlessly(asked, 'HTTP/1.1 200 OK\r\n\r\n', Buffer.from('['), 20),
    ...{ because: 'gave no complete response within', timeoutMs: 500 },
  },
  {
    name: 'sends headers without end',
    answer: (asked) =>
      endlessly(asked, 'HTTP/1.1 200 OK\r\n', Buffer.from('X-More: and more\r\n'.repeat(500))),
    because: 'sent headers that are too long',
  },
];

/** Every second request, or every so many, and never the first, by which a run looks for the server. */
function some(
  which: number,
  bad: (asked: Asked) => void | Promise<void>,
): (asked: Asked) => void | Promise<void> {
  return (asked) => (asked.index % which === 1 ? bad(asked) : respondRightly(asked));
}

const withoutResponse = 'No response was received';

/** All of them: from the first request on, from a later one on, and now and then. */
export const networkFaults: readonly NetworkFault[] = [
  ...ways.map(({ because, name, ...way }) => ({
    ...{ name: `The server ${name}`, exitCode: 3, said: because },
    ...way,
  })),
  {
    name: 'The server closes each connection at once',
    answer: () => undefined,
    greet: (socket) => void socket.end(),
    exitCode: 3,
    said: 'closed the connection before its response was complete',
  },
  ...ways
    .filter(({ name }) => /^(resets the connection instead|says|breaks|sends random)/.test(name))
    .map(({ because, name, answer, timeoutMs }) => ({
      ...(timeoutMs ? { timeoutMs: unhurriedMs } : {}),
      name: `After a while the server ${name}`,
      ...{ answer, exitCode: 3, said: `stopped responding: HOST ${because}`, after: later, measured: true },
    })),
  {
    name: 'The server sends more bytes than it announces, so that none of its next responses begins as one',
    answer: async ({ socket, rightResponse, index }) => {
      const right = await rightResponse();
      // Two bytes of a body are left over behind an answer that says it is shorter.
      const text = right
        .toString('latin1')
        .replace(
          /content-length: (\d+)/i,
          (_, length: string) => `Content-Length: ${index === 0 ? length : Math.max(0, Number(length) - 2)}`,
        );
      socket.write(Buffer.from(text, 'latin1'));
    },
    exitCode: 3,
    said: 'sent something that is not HTTP',
  },
  {
    name: 'Half the requests are reset',
    answer: some(2, ({ socket }) => void socket.resetAndDestroy()),
    exitCode: 4,
    said: withoutResponse,
    measured: true,
  },
  {
    name: 'Half the logins stay without a response',
    answer: (asked) =>
      asked.index % 2 === 1 && asked.body.includes('redentials') ? undefined : respondRightly(asked),
    timeoutMs: unhurriedMs,
    exitCode: 4,
    said: withoutResponse,
    measured: true,
  },
  {
    name: 'Every eighth request stays without a response',
    answer: some(8, () => undefined),
    timeoutMs: unhurriedMs,
    exitCode: 4,
    said: withoutResponse,
    measured: true,
  },
  {
    name: 'The server resets the connection for each long request',
    profile: 'core',
    checks: ['auth.length/json-*', 'status.no-server-error/*'],
    timeoutMs: unhurriedMs,
    answer: (asked) =>
      asked.body.length > 5000 ? void asked.socket.resetAndDestroy() : respondRightly(asked),
    exitCode: 1,
    said: 'gives no complete response to the request, nor when it is repeated, though it responds to others',
    measured: true,
  },
  {
    name: 'The server never responds to HTTP/1.0',
    profile: 'core',
    checks: ['http.version-1-0/json', 'status.no-server-error/*'],
    answer: (asked) =>
      asked.head.split('\r\n')[0]?.endsWith('HTTP/1.0') ? undefined : respondRightly(asked),
    timeoutMs: unhurriedMs,
    exitCode: 0,
    said: 'gives no complete response to the request, nor when it is repeated, though it responds to others',
    measured: true,
  },
  {
    name: 'The server closes each connection after two responses, without saying so',
    answer: async (asked) => {
      if (asked.indexOnConnection >= 2) return void asked.socket.resetAndDestroy();
      await respondRightly(asked);
    },
    exitCode: 0,
    said: 'none failed',
    measured: true,
  },
];
