import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { at } from '../../identity/access';
import { textOf } from '../../identity/body-text';
import { tokensPath } from '../../identity/token-request';
import { ConfigurationError } from '../configuration';
import { groupBy } from '../report/grouping';
import { readEntry } from './recorded-entry';
import type { Archive, LeftAside, RecordedExchange } from './recorded-exchange';

/**
 * The exchanges of the operation in an HTTP Archive (HAR 1.2). What is not judged is left aside by entry, so that one
 * odd entry says nothing about the others.
 *
 * @throws ConfigurationError where the file cannot be read, is no archive, or holds no such exchange
 */
export function readHar(file: string, directory: string): Archive {
  const entries = entriesOf(fileText(file, directory), file);
  const archive = archiveOf(entries);
  if (archive.exchanges.length === 0) {
    const reasons = archive.aside.map(({ why, entries: of }) => `${of.length} of ${entries.length}: ${why}`);
    throw new ConfigurationError([
      `${file} holds no request to ${tokensPath} with a response that can be judged${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}; record a login again, with the bodies of requests and responses.`,
    ]);
  }
  return archive;
}

function fileText(file: string, directory: string): string {
  try {
    return textOf(readFileSync(resolve(directory, file)));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code;
    throw new ConfigurationError([`${file} cannot be read: ${why}; name a HAR file.`]);
  }
}

function entriesOf(text: string, file: string): readonly unknown[] {
  let archive: unknown;
  try {
    archive = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ConfigurationError([`${file} is not JSON; name a HAR file, as browsers and proxies save it.`]);
  }
  const entries = at(archive, 'log', 'entries');
  if (!Array.isArray(entries))
    throw new ConfigurationError([
      `${file} is not an HTTP Archive (HAR 1.2): it has no list log.entries; record the traffic again.`,
    ]);
  return entries;
}

function archiveOf(entries: readonly unknown[]): Archive {
  const exchanges: RecordedExchange[] = [];
  const aside: { readonly why: string; readonly entry: number }[] = [];
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const place = index + 1;
    const read = readEntry(entry, place);
    if ('why' in read) return void aside.push({ why: read.why, entry: place });
    const whole = createHash('sha256').update(JSON.stringify(entry)).digest('base64');
    if (seen.has(whole)) return void aside.push({ why: 'it is the same as an earlier entry', entry: place });
    seen.add(whole);
    exchanges.push(read);
  });
  return { entries: entries.length, exchanges: inOrder(exchanges), aside: byReason(aside) };
}

function byReason(aside: readonly { readonly why: string; readonly entry: number }[]): LeftAside[] {
  const groups = groupBy(aside, ({ why }) => why);
  return [...groups].map(([why, of]) => ({ why, entries: of.map(({ entry }) => entry) }));
}

/** The newest may stand first in an archive; where one has no time, its own order is all that there is. */
function inOrder(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  const sentAt = ({ answer }: RecordedExchange) => (answer.receivedAt ?? NaN) - answer.durationMs;
  if (exchanges.some((exchange) => Number.isNaN(sentAt(exchange)))) return exchanges;
  return [...exchanges].sort((a, b) => sentAt(a) - sentAt(b));
}
