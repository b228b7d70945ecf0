import { createInterface } from 'node:readline';
import type { Io } from './io';

/** Whether somebody is there to answer: both ends are a terminal, and this is no build (`CI` is set in those). */
export function canAsk(io: Io): boolean {
  return io.isTTY && io.stdin?.isTTY === true && !io.env['CI'];
}

/**
 * Asks until an answer is accepted; an empty one, or the end of the input, takes the default. Of a question of several
 * lines the last is asked again.
 */
export type Ask = <Value>(
  question: string,
  read: (answer: string) => Value,
  fallback: Value,
) => Promise<Value>;

/**
 * Lets `use` ask questions on the terminal.
 *
 * @param explain the message for an answer that `read` refused by throwing; what it does not know is thrown on
 */
export async function asking<Result>(
  io: Io,
  explain: (error: unknown) => string,
  use: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  if (!io.stdin) throw new Error('nobody can be asked without an input');
  const lines = createInterface({ input: io.stdin });
  // Unlike question() it keeps lines that were typed ahead, and says when there are no more.
  const answers = lines[Symbol.asyncIterator]();
  try {
    return await use(async (question, read, fallback) => {
      for (let asked = question; ; asked = question.split('\n').at(-1) ?? question) {
        io.stdout.write(`${asked} `);
        const next = await answers.next();
        const answer = next.done ? '' : next.value.trim();
        if (answer === '') return fallback;
        try {
          return read(answer);
        } catch (error) {
          io.stdout.write(`${explain(error)}\n`);
        }
      }
    });
  } finally {
    lines.close();
  }
}
