import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, faultyServer } from '../reliability/faulty-server';
import { passcodes } from '../secrets/embedded-secrets';
import { bytesOf, messageOf } from './message';
import { editsFor, planOf } from './plan';

export interface FuzzServer {
  readonly url: string;
  /** How many responses were sent, and how many of them were changed. */
  readonly counts: { sent: number; changed: number };
  readonly close: () => Promise<void>;
}

/**
 * A server that changes some of its right responses before it sends them.
 *
 * @param folder where each changed response goes, as it is sent
 */
export async function fuzzServer(seed: number, folder: string): Promise<FuzzServer> {
  const plan = planOf(seed);
  const counts = { sent: 0, changed: 0 };
  const before = new Map<string, number>();
  const server = await faultyServer(async (asked) => {
    const request = nameOf(asked);
    const times = before.get(request) ?? 0;
    before.set(request, times + 1);
    const right = await asked.rightResponse();
    const message = messageOf(right);
    // After a first response that is no response at all, a run has nothing to say.
    const edits = asked.index === 0 ? [] : editsFor(message, plan, seedOf(`${seed} ${times} ${request}`));
    const changed = edits.reduce((each, { change }) => change(each), message);
    const bytes = edits.length === 0 ? right : bytesOf(changed);
    counts.sent += 1;
    if (!bytes.equals(right) || changed.closes) {
      counts.changed += 1;
      const number = String(asked.index).padStart(4, '0');
      writeFileSync(join(folder, `${number}-${edits.map(({ name }) => name).join('+')}.http`), bytes);
    }
    asked.socket.write(bytes);
    if (changed.closes) asked.socket.end();
  });
  return { url: server.url, counts, close: server.close };
}

/** What the suite invents anew in each run: users, tenants, secrets and passcodes that do not exist. */
const invented = new RegExp(
  `(?<![\\da-f])(?:[\\da-f]{18}|\\d{12})(?![\\da-f])|(?<=passcode\\W+)(?!${passcodes.join('|')})\\d{6}(?!\\d)`,
  'g',
);

/**
 * What a request is told by, whichever others are on their way: all but the address of the server, a session and what
 * was invented, which differ from run to run.
 */
function nameOf({ head, body }: Asked): string {
  const lines = head.split('\r\n').filter((line) => !/^(host|x-sessionid):/i.test(line));
  return `${lines.join('\n')}\n\n${body.toString('latin1')}`.replace(invented, '');
}

function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readInt32BE();
}
