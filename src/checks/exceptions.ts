import { Deviation, type Finding } from '../oracle/deviation';
import { PasscodeUnavailable } from '../protocol/passcode';
import { cutAfterMasking, type Masker } from '../secrets/masking';
import type { Check, CheckStatus } from './check';
import { combinationsSpec } from './combinations';

/** Characters of one text of a finding that a report shows. */
const longestText = 600;

/** What exceptions say that end checks: a deviation, a limit of the configuration, or a defect of the suite itself. */
export class Exceptions {
  /** Exceptions of the suite itself, one sentence each. */
  readonly defects: string[] = [];
  readonly #leftOut = new Map<string, string>();

  constructor(readonly masker: Masker) {}

  /** What a limit of the configuration left out: the id or the words of each case, and why. */
  get leftOut(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#leftOut);
  }

  /** The status and the finding of a check that ended with an exception. */
  verdict(error: unknown, check: Check): { status: CheckStatus; finding: Finding } {
    if (error instanceof PasscodeUnavailable)
      return { status: 'not-verified', finding: { message: error.message } };
    if (!(error instanceof Deviation)) {
      const message = this.defect(`in ${check.id}`, error);
      return { status: 'not-verified', finding: { message } };
    }
    const { kind, finding } = error;
    if (kind === 'unverifiable') return { status: 'not-verified', finding };
    if (kind === 'inapplicable' || kind === 'left-out') {
      this.noteLeftOut(check, error);
      return { status: 'not-applicable', finding };
    }
    const failed = kind === 'failed' && check.requirement.level === 'MUST';
    return { status: failed ? 'failed' : 'warned', finding };
  }

  /** Notes what a limit left out. */
  noteLeftOut({ id, title, spec }: Check, error: unknown): void {
    if (error instanceof Deviation && error.kind === 'left-out')
      this.#leftOut.set(spec === combinationsSpec ? title : id, error.finding.message);
  }

  /** An exception of the suite, as a sentence. */
  defect(where: string, error: unknown): string {
    const what = error instanceof Error ? error.message : String(error);
    const message = this.masker.mask(`The suite itself failed ${where}: ${what}`);
    this.defects.push(message);
    return message;
  }

  /** A finding as a report shows it. It is masked first and then cut: the beginning of a cut secret would not be recognised. */
  shown(texts: Partial<Finding>): Partial<Finding> {
    const mask = (text: string) => this.masker.mask(text);
    const shown = Object.entries(texts).map(([name, text]) => [
      name,
      cutAfterMasking(text, longestText, mask),
    ]);
    return Object.fromEntries(shown) as Partial<Finding>;
  }
}
