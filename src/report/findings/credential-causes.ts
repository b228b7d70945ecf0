import { type CredentialsType, secretNames } from '../../protocol/auth';
import { listOf } from '../../text/prose';
import type { Report, ReportedCheck, ReportedExchange } from '../report';
import { ownCommand } from '../wording/labels';
import { groupBy } from './findings';

/** Without the account with a second factor, whose 401 is a challenge, and the disabled one, which must be refused. */
const secret = /\[masked (accounts\.(?:user|secondUser|rcnUser|mfaSetupUser))\.(password|apiKey)\]/;

/** Fewer logins than these say nothing about an account. */
const fewest = 2;

/**
 * Accounts whose correct secrets are refused: if nine of ten logins with 2xx or 401 ended in 401, the configuration is
 * the first suspect, and all of them are one cause.
 */
export function account401s({ checks, exchanges }: Pick<Report, 'checks' | 'exchanges'>): {
  readonly text: string;
  readonly checks: readonly ReportedCheck[];
}[] {
  const logins = exchanges.filter(
    ({ request, response }) =>
      secret.test(request.body) && (isSuccess(response?.status ?? 0) || response?.status === 401),
  );
  const kinds = [...groupBy(logins, kindOf)].map(([kind, own]) => ({
    kind,
    own,
    refused: own.filter(isRefused),
  }));
  const wrong = kinds.filter(({ own, refused }) => isConclusive(refused.length, own.length, fewest));
  const refused = [...groupBy(wrong, ({ kind }) => accountIn(kind))].flatMap(([account, of]) =>
    of.length === kinds.filter(({ kind }) => accountIn(kind) === account).length
      ? [united(account, of)]
      : of.map((one) => united(`${account} by ${secretIn(one.kind)}`, [one])),
  );
  if (refused.length === 0) return [];
  const ids = new Set(refused.flatMap(({ own }) => own.map(({ id }) => id)));
  const accounts = refused.map(({ account, all, own }) =>
    own.length === all ? `${account} (all ${all})` : `${account} (${own.length} of ${all})`,
  );
  const [only, ...others] = refused;
  const what =
    only && others.length === 0 && only.own.length === only.all
      ? `No login of ${only.account} succeeded: the response is 401 to all ${only.all}`
      : `Logins are refused with 401: ${listOf(accounts, accounts.length)}`;
  const names = [...new Set(wrong.map(({ kind }) => accountIn(kind)))];
  const types = [...new Set(wrong.map(({ kind }) => secretIn(kind)))];
  return [
    {
      text: `${what}. The credentials look wrong: first check ${new Intl.ListFormat('en-GB').format(['username', ...types])} of ${listOf(names, names.length)}, before the server (${ownCommand()} doctor).`,
      checks: checks.filter((check) => isFinding(check) && check.exchanges.some((id) => ids.has(id))),
    },
  ];
}

/** `accounts.user.password`: a server may know a password and not the API key. */
function kindOf({ request }: ReportedExchange): string {
  const [, account = '', type = ''] = secret.exec(request.body) ?? [];
  return `${account}.${type}`;
}

function accountIn(kind: string): string {
  return kind.slice(0, kind.lastIndexOf('.'));
}

function secretIn(kind: string): string {
  return secretNames[kind.slice(kind.lastIndexOf('.') + 1) as CredentialsType];
}

interface Kind {
  readonly own: readonly ReportedExchange[];
  readonly refused: readonly ReportedExchange[];
}

function united(account: string, kinds: readonly Kind[]) {
  return {
    account,
    all: kinds.reduce((sum, { own }) => sum + own.length, 0),
    own: kinds.flatMap(({ refused }) => refused),
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isRefused({ response }: ReportedExchange): boolean {
  return response?.status === 401;
}

/** This share of what could show a cause must show it. */
const least = 0.9;

/** Whether `showing` of `all` are enough to speak of a cause; fewer than `fewest` prove nothing. */
export function isConclusive(showing: number, all: number, fewest = 5): boolean {
  return all >= fewest && showing / all >= least;
}

/** Whether a check has something to say that a cause could explain. */
export function isFinding({ status }: ReportedCheck): boolean {
  return status === 'failed' || status === 'warned' || status === 'not-verified';
}
