import { readFileSync } from 'node:fs';
import { loadCatalogue } from './catalogue';
import { inProject } from './package-files';
import { contractSchemas } from './schema-problem';

/** Words of HTTP and of reports, which are in no statement of the document. */
const others = `
  accept account accounts accounting action admin administrator agent alice allow answer answered answers anonymous
  application authorization authenticate base baseline basic bearer body bytes cache case cause causes charset check
  checked checks close closed code command conformant connection content control cookie core correct date default defect
  demo digest document encoding error errors exchange exchanges exit expected expires failed failure false fault faults
  file files form forwarded found from gateway gzip header headers host html http https identity image incomplete info
  information invalid issue json keep keystone language length level limit limits line lines list localhost location
  login logins long longer main master message messages missing mode move must name names nginx none null object
  openstack operation other own page part parts pass passed path plain port post present private profile protocol proxy
  public rackspace reason received refused region reply report reports request requested requests requirement
  requirements response responses result right root route scheme schema sent server service services session shard should
  signed size some source space stack staging started status string suite tenant test tester testing tests text than that
  then there this time timeout title token tokens transfer true type unknown unverified user username users utf valid
  value values vary verdict verified version warned warning when where with without word words wrong your`;

let words: ReadonlySet<string> | undefined;

/** The words in small letters that this suite says itself: of the requirements, of the contract, of HTTP and of reports. */
export function commonWords(): ReadonlySet<string> {
  return (words ??= new Set([
    ...loadCatalogue().requirements.flatMap(({ title, statement }) => wordsIn(`${title} ${statement}`)),
    ...[...contractNames()].flatMap((name) => [name.toLowerCase(), ...wordsIn(name)]),
    ...wordsIn(others),
  ]));
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

let names: ReadonlySet<string> | undefined;

/** The names of members in the requests and responses of the contract, and the words that stand as values in them. */
export function contractNames(): ReadonlySet<string> {
  if (names) return names;
  const found = new Set<string>();
  for (const schema of contractSchemas)
    collect(JSON.parse(readFileSync(inProject('schemas', 'json', `${schema}.json`), 'utf8')), found);
  return (names = found);
}

function collect(schema: unknown, found: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema as Record<string, unknown>)) {
    if (keyword === 'properties' && typeof value === 'object' && value !== null)
      for (const name of Object.keys(value)) found.add(name).add(name.slice(name.indexOf(':') + 1));
    if (keyword === 'const' && typeof value === 'string') found.add(value);
    if (keyword === 'enum' && Array.isArray(value))
      for (const each of value as unknown[]) if (typeof each === 'string') found.add(each);
    collect(value, found);
  }
}
