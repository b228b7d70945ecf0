import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHar } from '../../src/capture/read-har';
import { readExchange, type Archive, type ReadExchange } from '../../src/capture/recorded-exchange';

/** Where the archives of a test are written. */
export const directory = mkdtempSync(join(tmpdir(), 'reading-'));

/** An archive of these entries as a text. */
export const harOf = (entries: readonly unknown[]) => JSON.stringify({ log: { version: '1.2', entries } });

/** What is read of an archive, a text or its entries. */
export function archiveOf(archive: string | readonly unknown[]): Archive {
  writeFileSync(join(directory, 'a.har'), typeof archive === 'string' ? archive : harOf(archive));
  return readHar('a.har', directory);
}

/** The exchanges of these entries as they are judged. */
export function exchangesOf(...entries: readonly unknown[]): readonly ReadExchange[] {
  return archiveOf(entries).exchanges.map(readExchange);
}
