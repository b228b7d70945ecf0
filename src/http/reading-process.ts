import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inProject } from '../contract/package-files';
import type { ResponseToRead } from './reading-program';

/** A response of up to this many bytes is read quickly, whatever is in it. */
const short = 32 * 1024;

/** Megabytes that reading one response may take. */
const memory = 512;

const program = inProject('dist', 'src', 'http', 'reading-program.js');

/**
 * Reads long responses first in a process that can be killed: parsing and judging run on the only thread of a run,
 * where no deadline or interrupt could stop them, and partly in C, where a crash would end the run.
 */
export class ReadingProcess {
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @param judgeMs milliseconds that one response may take */
  constructor(readonly judgeMs: number) {}

  /** @returns why the response cannot be read, as a clause; undefined where it can */
  async problemOf(response: ResponseToRead): Promise<string | undefined> {
    if (response.body.length <= short || this.#closed || !existsSync(program)) return undefined;
    // One after the other, each with its full time.
    const own = this.#last.then(() => this.#tried(response));
    this.#last = own;
    return own;
  }

  /** Ends the process. */
  close(): void {
    this.#closed = true;
    this.#end();
  }

  async #tried(response: ResponseToRead): Promise<string | undefined> {
    const child = this.#child ?? (await this.#started());
    if (!child) return undefined;
    const answered = said(child, 'done', this.judgeMs);
    child.send(response);
    const outcome = await answered;
    if (outcome === 'said' || this.#closed) return undefined;
    this.#end();
    return outcome === 'late'
      ? `takes longer to read than limits.judgeMs, ${this.judgeMs} ms`
      : 'ends the process that reads it';
  }

  /** A process that is ready; undefined if there is none, and responses are read in this one. */
  async #started(): Promise<ChildProcess | undefined> {
    const child = fork(program, [], {
      // It needs no secret of the environment, and no option that was meant for the run.
      env: {},
      execArgv: [`--max-old-space-size=${memory}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    child.on('error', () => undefined);
    if ((await said(child, 'ready', startMs)) !== 'said' || this.#closed) {
      this.#end();
      return undefined;
    }
    // It must not keep the run alive.
    child.unref();
    child.channel?.unref();
    return child;
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

/** Milliseconds within which it must start, on the slowest machine. */
const startMs = 30_000;

function said(child: ChildProcess, word: string, withinMs: number): Promise<'said' | 'late' | 'ended'> {
  return new Promise((resolve) => {
    const end = (outcome: 'said' | 'late' | 'ended') => {
      clearTimeout(timer);
      child.off('message', heard);
      child.off('exit', ended);
      resolve(outcome);
    };
    const heard = (message: unknown) => {
      if (message === word) end('said');
    };
    const ended = () => end('ended');
    const timer = setTimeout(() => end('late'), withinMs);
    child.on('message', heard);
    child.on('exit', ended);
  });
}

const [bracket, brace, comma, less, slash, equals] = [...'[{,</='].map((each) => each.charCodeAt(0));

/**
 * Whether a body may hold more values, elements and attributes than a limit; its tree could take hundreds of megabytes.
 * They are counted by the characters before them, without parsing the body, and rather too many than too few.
 *
 * @param most limits.maxValues
 */
export function hasTooManyParts(body: Buffer, most: number): boolean {
  if (body.length <= most) return false;
  let parts = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === bracket || byte === brace || byte === comma || byte === equals) parts += 1;
    else if (byte === less && body[at + 1] !== slash) parts += 1;
  }
  return parts > most;
}
