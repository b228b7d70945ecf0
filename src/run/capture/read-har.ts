import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Entry } from 'har-format';
import { compileSchemaFile } from '../../contract/json-schema';
import { inProject } from '../../contract/project-root';
import { headersOf } from '../../identity/header-list';
import { tokensPath } from '../../identity/token-request';
import { ConfigurationError } from '../configuration';
import type { RecordedExchange } from './recorded-exchange';

type Pairs = readonly (readonly [string, string])[];

/**
 * The exchanges of the operation in an HTTP Archive (HAR 1.2), in its order. Entries without an answer, and those
 * whose answer has a body that the archive does not hold, are left out: nothing can be said of them.
 *
 * @throws ConfigurationError where the file cannot be read, is no archive, or holds no such exchange
 */
export function readHar(file: string, directory: string): readonly RecordedExchange[] {
  const entries = entriesOf(textOf(file, directory), file);
  const exchanges = entries.flatMap((entry) => recordedExchange(entry) ?? []);
  if (exchanges.length === 0)
    throw new ConfigurationError([
      `${file} holds no answered request to ${tokensPath}, or none with its body; record a login again, with the bodies of answers.`,
    ]);
  return exchanges;
}

function textOf(file: string, directory: string): string {
  try {
    return readFileSync(resolve(directory, file), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code;
    throw new ConfigurationError([`${file} cannot be read: ${why}; name a HAR file.`]);
  }
}

function entriesOf(text: string, file: string): readonly Entry[] {
  let archive: unknown;
  try {
    archive = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ConfigurationError([`${file} is not JSON; name a HAR file, as browsers and proxies save it.`]);
  }
  const [problem] = compileSchemaFile(inProject('schemas', 'har.schema.json'))(archive);
  if (problem)
    throw new ConfigurationError([
      `${file} is not an HTTP Archive (HAR 1.2): at ${problem.path}, ${problem.message.replace(/\.$/, '')}; record the traffic anew.`,
    ]);
  return (archive as { log: { entries: Entry[] } }).log.entries;
}

function recordedExchange({ request, response, time }: Entry): RecordedExchange | undefined {
  const place = placeOf(request.url);
  if (!place || response.status < 100) return undefined;
  const { text, encoding, size } = response.content;
  if (text === undefined && (size ?? 0) > 0) return undefined;
  return {
    ...place,
    method: request.method.toUpperCase(),
    headers: headersOf(pairs(request.headers)),
    body: request.postData?.text ?? '',
    answer: {
      status: response.status,
      rawHeaders: pairs(response.headers),
      body: Buffer.from(text ?? '', encoding === 'base64' ? 'base64' : 'utf8'),
      durationMs: Math.max(0, Math.round(time ?? 0)),
    },
  };
}

/** The fields of HTTP/2 and 3 that carry no header begin with a colon (RFC 9113, 8.3). */
function pairs(headers: readonly { readonly name: string; readonly value: string }[]): Pairs {
  return headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value]);
}

function placeOf(text: string): Pick<RecordedExchange, 'baseUrl' | 'path'> | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname, search } = new URL(text);
  const at = pathname.lastIndexOf(tokensPath);
  const rest = pathname.slice(at + tokensPath.length);
  if (at < 0 || !/^https?:$/.test(protocol) || !/^(?:\.\w+)?$/.test(rest)) return undefined;
  return { baseUrl: `${protocol}//${host}${pathname.slice(0, at)}`, path: `${tokensPath}${rest}${search}` };
}
