import { readFileSync } from 'node:fs';
import { lineRange, type LineRange, packagedData } from './catalogue';
import { inProject } from './package-files';
import type { ContractSchema } from './schema-problem';

/** One sample of the document, as a file. */
export interface Fixture {
  /** `password-xml`, `api-key-json-response` */
  readonly id: string;
  /** The requirement that the sample gives rise to. */
  readonly requirement: string;
  readonly kind: 'request' | 'response';
  readonly format: 'json' | 'xml';
  /** Below `fixtures/`. */
  readonly file: string;
  /** Where the document has it, its heading included. */
  readonly lines: LineRange;
  /** The schema that the sample, repaired where it is broken, satisfies. */
  readonly schema: ContractSchema;
  readonly text: string;
  /** For a request: the literals that the sample has instead of account members. */
  readonly values?: Readonly<Partial<Record<AccountMember, string>>>;
  /** Present if the sample is broken in the document. */
  readonly repair?: Repair;
}

type AccountMember = 'username' | 'password' | 'apiKey' | 'tenantId';

interface Repair {
  /** The row of docs/errata.md that decides it, `E8`. */
  readonly erratum: string;
  readonly what: string;
  readonly unrepairedFile: string;
  readonly unrepairedText: string;
  readonly unrepairedIs: 'valid' | 'not-valid' | 'not-well-formed';
}

interface Entry extends Omit<Fixture, 'lines' | 'text' | 'repair'> {
  readonly lines: string | number;
  readonly repaired?: Pick<Repair, 'erratum' | 'what'>;
  readonly unrepaired?: string;
  readonly 'unrepaired-is'?: Repair['unrepairedIs'];
}

let fixtures: readonly Fixture[] | undefined;

/**
 * The eight requests and three responses of the document, in its order, read once per process from
 * `fixtures/index.yaml` and the files that it names.
 *
 * @throws Error when a file that the index names is missing
 */
export function loadFixtures(): readonly Fixture[] {
  fixtures ??= readIndex();
  return fixtures;
}

function readIndex(): readonly Fixture[] {
  const index = packagedData('fixtures', 'index.yaml').content as { readonly fixtures: readonly Entry[] };
  return index.fixtures.map(
    ({ repaired, unrepaired, 'unrepaired-is': unrepairedIs, lines, ...entry }): Fixture => ({
      ...entry,
      lines: lineRange(lines),
      text: read(entry.file),
      repair:
        repaired && unrepaired && unrepairedIs
          ? { ...repaired, unrepairedFile: unrepaired, unrepairedText: read(unrepaired), unrepairedIs }
          : undefined,
    }),
  );
}

function read(file: string): string {
  return readFileSync(inProject('fixtures', file), 'utf8');
}
