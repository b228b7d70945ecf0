import type { CheckStatus } from '../checks/check';
import type { Quote } from '../configuration/members/document';
import type { Level, Profile } from '../contract/catalogue';
import type { ExchangeRecord } from '../http/exchange/exchange';

export type Verdict = 'conformant' | 'non-conformant' | 'incomplete' | 'unreachable' | 'suite-error';

/** The exit codes of a run that began; wrong usage (2) never leads to a report. */
export type ExitCode = 0 | 1 | 3 | 4 | 5 | 130;

export type RequirementStatus = 'passed' | 'failed' | 'warned' | 'not-verified' | 'not-applicable';

/** What a check found, or `expected-failure` if a baseline lists its failure. */
export type ReportedStatus = CheckStatus | 'expected-failure';

/** Why a run ended before all its checks were done. */
export interface Stop {
  readonly kind: 'unreachable' | 'overtime' | 'suite-error' | 'interrupted' | 'not-identity';
  readonly message: string;
}

export interface RequirementCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly warned: number;
  readonly notVerified: number;
  readonly notApplicable: number;
}

export interface CheckCounts extends RequirementCounts {
  readonly expectedFailures: number;
}

export interface ReportedRequirement {
  readonly id: string;
  readonly level: Level;
  readonly profile: Profile;
  /** The heading of the document that it belongs to. */
  readonly section: string;
  readonly title: string;
  readonly statement: string;
  /** `document lines 42-44 (erratum E16)` */
  readonly source: string;
  readonly status: RequirementStatus;
  /** Why it cannot be checked from the outside; it then has no checks. */
  readonly excluded?: string;
  /** The ids of its checks in this run. */
  readonly checks: readonly string[];
}

export interface ReportedCheck {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly level: Level;
  readonly profiles: readonly Profile[];
  /** The spec file, relative to the project. */
  readonly spec: string;
  readonly status: ReportedStatus;
  /** One sentence; absent on a plain pass. */
  readonly message?: string;
  readonly expected?: string;
  readonly received?: string;
  readonly path?: string;
  readonly schemaLocation?: string;
  /** The reason that a baseline gives for expecting the failure. */
  readonly expectedBecause?: string;
  readonly durationMs: number;
  /** Ids of exchanges, the one judged first. */
  readonly exchanges: readonly string[];
}

export type ReportedExchange = ExchangeRecord;

/** What was tested, and how it was reached. */
export interface ReportedTarget {
  readonly baseUrl: string;
  readonly embedded: boolean;
  /** Its name in a configuration with several targets. */
  readonly name?: string;
  /** The file of recorded traffic that was judged, if nothing was sent. */
  readonly capture?: string;
  /** Whether its certificate was verified; absent if TLS was not used. */
  readonly tlsVerified?: boolean;
  /** The proxy on the way, without credentials. */
  readonly proxy?: string;
}

/** A part of a run; `checks` is how many the whole run has. */
export interface ReportedShard {
  /** 1 to `of`. */
  readonly index: number;
  readonly of: number;
  readonly checks: number;
}

/** A request that was not sent, since a limit of the configuration forbids it. */
export interface ReportedOmission {
  readonly case: string;
  readonly reason: string;
}

/** The selected part of a run, as given on the command line. */
export interface ReportedSelection {
  readonly requirements?: readonly string[];
  /** Ids, in which `*` stands for any characters. */
  readonly checks?: readonly string[];
  readonly profiles?: readonly Profile[];
  /** `2/4` */
  readonly shard?: string;
}

/** What an archive of traffic held. Entries are counted from 1. */
export interface ReportedArchive {
  /** Entries in all. */
  readonly entries: number;
  readonly judged: number;
  /** Judged entries of which only the status could be judged, since the response body is not known. */
  readonly statusAlone?: readonly number[];
  /** Entries that were not judged, by reason, a clause each. */
  readonly leftAside: readonly { readonly why: string; readonly entries: readonly number[] }[];
  /** Why the archive seems to be redacted, one clause each. */
  readonly redacted?: readonly string[];
}

/** A copy of the document, and the lines of it that requirements cite. */
export interface ReportedDocument {
  /** The name of the file. */
  readonly file: string;
  /** Whether it is the cited version; line numbers of another may differ. */
  readonly isCited: boolean;
  /** By the id of the requirement. */
  readonly quotes: Readonly<Record<string, readonly Quote[]>>;
}

/** The whole of `report.json`; every other report is made from it. Plain JSON, every secret masked. */
export interface Report {
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly version: string };
  readonly target: ReportedTarget;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  /** The profiles in scope. */
  readonly profiles: readonly Profile[];
  readonly strict: boolean;
  readonly allowIncomplete: boolean;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** The verdict in a sentence or two, and what to do next. */
  readonly reason: string;
  readonly summary: {
    readonly requirements: RequirementCounts;
    readonly checks: CheckCounts;
    readonly requests: number;
  };
  /** What the generated requests and the combinations were made from: `--seed` reproduces them. */
  readonly seed?: number;
  /** Which part of a run this is, if several machines share it. */
  readonly shard?: ReportedShard;
  readonly stopped?: Stop;
  /** One sentence for each entry of the baseline that is stale; any of them fails the run. */
  readonly staleBaseline?: readonly string[];
  /** One sentence for each entry of the baseline of which the seed of this run shows nothing. */
  readonly baselineNotes?: readonly string[];
  /** Failed login attempts, by user name: services may lock accounts for them. */
  readonly wrongAttempts?: Readonly<Record<string, number>>;
  /** What was left out because of configured limits: a check, or a combination in words, and why. */
  readonly leftOut?: readonly ReportedOmission[];
  /** How many responses asked to retry later, by status, before the request was sent again. */
  readonly retries?: Readonly<Record<string, number>>;
  /** The part of a run that was selected; absent for a whole run. */
  readonly selection?: ReportedSelection;
  /** The contents of the archive that was judged. */
  readonly recorded?: ReportedArchive;
  /** The user's copy of the document, if the configuration names one. */
  readonly document?: ReportedDocument;
  readonly requirements: readonly ReportedRequirement[];
  readonly checks: readonly ReportedCheck[];
  readonly exchanges: readonly ReportedExchange[];
}

/** A report before it is judged: no verdict, no counts, and requirements without their status. */
export type ReportDraft = Omit<Report, 'verdict' | 'exitCode' | 'reason' | 'summary' | 'requirements'> & {
  readonly requests: number;
  readonly requirements: readonly Omit<ReportedRequirement, 'status' | 'checks'>[];
};
