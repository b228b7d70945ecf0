import { spawnSync } from 'node:child_process';

/** A request as curl would send it; headers and body as their bytes. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers of its own that curl is told to leave out. */
  readonly leftOut: readonly string[];
  readonly body: Buffer;
}

/** Stands for curl: prints the number of its words, the words, and what it is to read from its input. */
const curl = `curl() {
  printf '%s\\0' "$#" "$@"
  for word; do if [ "$word" = @- ]; then cat; fi; done
}
`;

/**
 * What curl is asked for by a line that bash runs.
 *
 * @param variables the environment variables that the line may use
 */
export function requestOf(line: string, variables: Readonly<Record<string, string>>): CurlRequest {
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', curl + line], {
    env: { ...variables, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0 || stderr.length > 0) throw new Error(`bash: ${stderr.toString()}`);
  const [count, ...rest] = split(stdout);
  const words = rest.slice(0, Number(count));
  return meaningOf(
    words,
    Buffer.from(
      rest
        .slice(Number(count))
        .map((part) => part.toString('latin1'))
        .join('\0'),
      'latin1',
    ),
  );
}

function split(output: Buffer): Buffer[] {
  return output
    .toString('latin1')
    .split('\0')
    .map((part) => Buffer.from(part, 'latin1'));
}

function meaningOf(words: readonly Buffer[], input: Buffer): CurlRequest {
  let [method, url] = ['GET', ''];
  let body: Buffer = Buffer.alloc(0);
  const headers: Record<string, string> = {};
  const leftOut: string[] = [];
  const left = [...words];
  const next = () => left.shift() ?? Buffer.alloc(0);
  while (left.length > 0) {
    const word = next().toString();
    if (word === '-X') method = next().toString();
    else if (word === '-I') method = 'HEAD';
    else if (word === '--data-raw') body = next();
    else if (word === '--data-binary') body = read(next(), input);
    else if (word === '-H') addHeader(next().toString('latin1'), headers, leftOut);
    else if (!word.startsWith('-')) url = word;
    else if (!['-i', '--compressed', '--globoff', '--http1.1'].includes(word))
      throw new Error(`curl: ${word}`);
  }
  return { method, url, headers, leftOut, body };
}

/** Of data, a word that begins with @ is the name of a file. */
function read(word: Buffer, input: Buffer): Buffer {
  if (word.toString() === '@-') return input;
  if (word[0] === '@'.charCodeAt(0)) throw new Error('curl would read a file');
  return word;
}

/** `Name: value`, `Name;` for an empty value, `Name:` for none. */
function addHeader(word: string, headers: Record<string, string>, leftOut: string[]): void {
  const [, name = '', separator = '', value = ''] = /^([^:;]+)([:;])\s*([^]*)$/.exec(word) ?? [];
  if (separator === ':' && value === '') leftOut.push(name);
  else headers[name] = value;
}
