/** How strongly the document asks for something; see docs/errata.md for how the levels were chosen. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** The profiles of interface: parts of the operation that a server may leave out on purpose. */
export const profiles = ['core', 'api-key', 'xml', 'rcn', 'mfa', 'mfa-setup'] as const;
export type Profile = (typeof profiles)[number];

/** One sentence, table row or sample of the document that a server can keep or break. */
export interface Requirement {
  /** Stable across releases, prefixed by its section: `tenant.exclusive`. */
  readonly id: string;
  readonly level: Level;
  readonly profile: Profile;
  /** The section of the catalogue, and the name of its file without `.yaml`, which its spec shares. */
  readonly section: string;
  readonly file: string;
  /** Line ranges of the document, both ends included. */
  readonly lines: readonly LineRange[];
  /** A headline, and the whole requirement in one or two sentences. */
  readonly title: string;
  readonly statement: string;
  /** The row of docs/errata.md that decides it, `E4`. */
  readonly erratum?: string;
  /** Why it cannot be checked from the outside; it then has no check. */
  readonly excluded?: string;
}

export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The lines that `42-44` or `42` names. */
export function lineRange(lines: string | number): LineRange {
  const [from = NaN, to = from] = String(lines).split('-').map(Number);
  return { from, to };
}

/** `document lines 42-44, 66-68 (erratum E16)`: where a requirement comes from, for people. */
export function sourceOf(requirement: Requirement): string {
  const ranges = requirement.lines.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  const one = requirement.lines.length === 1 && requirement.lines[0]?.from === requirement.lines[0]?.to;
  const erratum = requirement.erratum ? ` (erratum ${requirement.erratum})` : '';
  return `document line${one ? '' : 's'} ${ranges.join(', ')}${erratum}`;
}

/** What each profile covers, for people who choose. */
export const profileDescriptions: Readonly<Record<Profile, string>> = {
  core: 'logins by password in JSON, with and without a tenant, and refusals',
  'api-key': 'logins by API key',
  xml: 'requests and responses in XML',
  rcn: 'roles of a Rackspace Customer Number (apply_rcn_roles)',
  mfa: 'logins with a second factor',
  'mfa-setup': 'tokens for setting up a second factor',
};
