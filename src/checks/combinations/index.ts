import type { Configuration } from '../../configuration/configuration';
import { loadCatalogue } from '../../contract/catalogue';
import { filledRequest, type FilledRequest, outgoingOf, type ValueOf } from '../../http/filled-request';
import { needsOf, type TokenRequest } from '../../http/token-request';
import { noSessions } from '../../oracle/allowed/allowance';
import { allowedFor } from '../../oracle/allowed/allowed';
import { knownUsers } from '../../oracle/allowed/known-users';
import type { AuthRequest } from '../../oracle/auth-request';
import { readAuthRequest } from '../../oracle/read-auth-request';
import type { AccountName } from '../../protocol/account';
import type { CredentialsType } from '../../protocol/auth';
import type { Check } from '../check';
import { profilesOf } from '../declare';
import { login } from '../sendings/logins';
import { nearKinds, nearSecretReference } from '../sendings/nearly-right-secrets';
import { followedBy, following, type Sending } from '../sendings/sending';
import { configuredValue, Values } from '../sendings/values';
import { axesOf, decisiveAxis, fits, isLetIn, isSafe, type Row } from './axes';
import { type Covering, coveringRows } from './covering';
import { withNotOwnTenants } from './not-own-tenants';
import { missingSecrets, otherTenants } from './one-defect';
import { requestOf, rowDescription, rowOf, secondSteps, withoutDefect, type WrongName } from './row-request';
import { openRows, rcnRows, refusedRows, setupRows, usualRows } from './usual-rows';
import { wrongSecretRows } from './wrong-secret-rows';

/** What combinations are made from. */
interface CombinationOptions {
  readonly seed: number;
  /** Combine every three values instead of every two. */
  readonly thorough?: boolean;
  /** Whether requests reach the server as they are, with no proxy that rewrites them. */
  readonly overTheWire: boolean;
  /** What the specs send. */
  readonly sent: readonly Sending[];
}

/** Different steps of a server handle the way over the wire and the suffix of the path. */
const unrelated: readonly (readonly [keyof Row, keyof Row])[] = [['suffix', 'wire']];

/** The spec in whose checks the combinations are judged. */
export const combinationsSpec = 'specs/every-exchange.spec.ts';

/**
 * Logins beyond those of the specs: a covering selection over accounts, credentials, tenants, scopes, RCN roles,
 * formats, suffixes and ways over the wire. Each has at most one defect; one with a tenant that is not the user's, or
 * with two tenants, has a twin with a tenant of the user, which must be accepted. Only the checks over every exchange
 * judge them.
 */
export function combinations(configuration: Configuration, options: CombinationOptions): readonly Check[] {
  const { seed, thorough = false, overTheWire, sent } = options;
  const axes = axesOf(configuration, overTheWire);
  const values = new Values(configuration);
  const users = knownUsers(configuration, values.isInvented);
  const read = (request: TokenRequest) =>
    readAuthRequest(outgoingOf(filled(request, (path) => values.of(path))));
  const covering: Covering<Row> = {
    axes,
    fits: (row) => fits(row, configuration),
    decisive: decisiveAxis,
    strength: thorough ? 3 : 2,
    unrelated: thorough ? [] : unrelated,
    seed,
    alongside: (row) => withoutDefect(row, configuration),
  };
  const ofSpecs = sent.flatMap(({ request }) =>
    isFillable(request, configuration) ? (rowOf(read(request), users, configuration) ?? []) : [],
  );
  const wanted = coveringRows<Row>({
    ...covering,
    isWantedAlone: true,
    wanted: [
      ...usualRows(axes),
      ...openRows(axes),
      ...refusedRows(axes, seed),
      ...setupRows(axes),
      ...axes.account.flatMap((name) => (hasRcn(name, configuration) ? rcnRows(axes, name) : [])),
    ],
    already: ofSpecs,
  });
  const twins = wanted.flatMap((row) => withoutDefect(row, configuration) ?? []);
  const wrong = wrongSecretRows(configuration, axes, seed, sent, twins);
  const behind = wrong.map(({ row }) => row).filter(({ account }) => isLetIn(account));
  const all = [
    ...wanted,
    ...coveringRows<Row>({ ...covering, already: [...ofSpecs, ...wanted, ...twins, ...behind] }),
  ];
  const completions = sent.filter(({ request }) => request.headers['X-SessionId'] !== undefined);
  const steps = secondSteps(configuration, completions);
  const wrongCases = wrong.map(({ row, kind }) => ({
    row,
    words: `${rowDescription(row)}; its secret ${nearKinds[kind]}`,
    ...wrongSecretSendings(row, nearSecretReference(row.account, row.type, kind), steps),
  }));
  const rightLogins = new Map(
    wrongCases.flatMap(({ row, twin }) => (twin && isFollowedAsItIs(row) ? [[keyOfRow(row), twin]] : [])),
  );
  const twinOf = (row: Row): Sending | undefined => {
    const twin = withoutDefect(row, configuration);
    return twin && (rightLogins.get(keyOfRow(twin)) ?? { request: requestOf(twin) });
  };
  const rows = thorough
    ? all
    : bounded(all, (row) => {
        const twin = twinOf(row);
        return twin && twin.occasion === undefined ? 2 : 1;
      });
  const afterSteps = [
    ...completions.flatMap((completion) => [
      completion,
      ...(completion.followedBy ? [completion.followedBy] : []),
    ]),
    ...steps.map(({ send }) => send),
  ];
  const nobodies = rows.filter(({ account }) => account === 'nobody');
  const cases: (RowSendings & { readonly words: string; readonly requirement?: string })[] = [
    ...steps,
    ...withNotOwnTenants(rows, axes, configuration, seed).map(({ row, notOwn }) => ({
      words: rowDescription(row, notOwn),
      send: {
        request: requestOf(row, {
          nobody:
            row.account === 'nobody' ? nobodyOf(row.type, nobodies.indexOf(row), configuration) : undefined,
          notOwn,
        }),
        ...(row.account === 'mfaUser' ? { settled: afterSteps } : {}),
      },
      twin: twinOf(row),
    })),
    ...missingSecrets(axes, (row) => fits(row, configuration)),
    ...otherTenants(axes, (row) => fits(row, configuration)),
    ...wrongCases,
  ];
  const known = { users, sessions: noSessions };
  return cases.map(({ words, requirement: id, send, twin }, index): Check => {
    const requirement = loadCatalogue().get(id ?? allowedFor(read(send.request), known).requirement);
    return {
      id: `${requirement.id}/combination-${index + 1}`,
      requirement,
      title: words,
      profiles: [...new Set([send, twin].flatMap((sending) => (sending ? profilesOf(sending.request) : [])))],
      spec: combinationsSpec,
      send,
      ...(twin ? { twin } : {}),
      compare: [],
      expectation: { expects: 'what the document allows', judge: () => undefined },
    };
  });
}

/** One user may be configured for several accounts. */
function hasRcn(name: Row['account'], { accounts }: Configuration): name is AccountName {
  return name !== 'nobody' && accounts[name]?.username === accounts.rcnUser?.username;
}

/** The most requests for rows and their twins, to limit the load of a run; the last rows add least. */
const mostForRows = 40;

function bounded(rows: readonly Row[], requestsOf: (row: Row) => number): readonly Row[] {
  let count = 0;
  return rows.filter((row) => {
    count += requestsOf(row);
    return count <= mostForRows;
  });
}

/** Nearly right user names, which a server that matches names loosely takes for the correct one. */
const nearNames = ['without-last', 'without-first', 'one-more', 'underscore'] as const;

/** An unknown user name; in turn, one that resembles the user's, with the user's correct secret. */
function nobodyOf(type: CredentialsType, turn: number, { accounts }: Configuration): WrongName {
  const kind = nearNames[turn % (nearNames.length + 1)];
  const { username = '', [type]: secret } = accounts.user ?? {};
  return kind && [...username].length > 1 && secret !== undefined
    ? { username: `accounts.user.username.${kind}`, isNear: true }
    : { username: `invented.username.${turn + 1}`, isNear: false };
}

function keyOfRow(row: Row): string {
  return JSON.stringify(Object.entries(row).sort());
}

interface RowSendings {
  readonly send: Sending;
  readonly twin?: Sending;
}

/**
 * A failed login attempt and the valid login that follows it. A server may refuse a login for its scope, or for the way
 * it is sent, so the correct login has neither unless it is safe. A user with a second factor logs in as far as the
 * challenge, and one who must set it up with the scope.
 *
 * @param steps the multi-factor logins that are completed before, since a lock would explain their refusal
 */
function wrongSecretSendings(
  row: Row & { readonly account: AccountName },
  secret: string,
  steps: readonly { readonly send: Sending }[],
): RowSendings {
  const { account, format } = row;
  const request = requestOf(row, { wrong: { secret, wrongSecretFor: `accounts.${account}` } });
  const scope = account === 'mfaSetupUser' ? 'SETUP-MFA' : 'none';
  const rightRequest =
    account === 'mfaUser'
      ? login({ account, format })
      : requestOf({ ...row, scope, wire: isSafe(row.wire) ? row.wire : 'usual' });
  const settled = account === 'mfaUser' ? { settled: steps.map((step) => step.send) } : {};
  const send = followedBy({ request, ...settled }, (failed) => ({
    ...following(failed, rightRequest),
    occasion: 'after a failed login attempt',
  }));
  return account === 'mfaUser' ? { send } : { send, twin: send.followedBy };
}

/** Whether the valid login after a failed login attempt is that of its row. */
function isFollowedAsItIs({ account, scope, wire }: Row): boolean {
  return isLetIn(account) && scope === 'none' && isSafe(wire);
}

/** Reads requests as the oracle does, with the values of a configuration. */
export function requestReader(configuration: Configuration): (request: TokenRequest) => AuthRequest {
  const values = new Values(configuration);
  const withAnswers = (path: string) => (path.startsWith('session.') ? 'session' : values.of(path));
  return (request) => readAuthRequest(outgoingOf(filled(request, withAnswers)));
}

function filled(request: TokenRequest, valueOf: ValueOf): FilledRequest {
  return filledRequest(request, { userAgent: '', headers: {} }, valueOf);
}

/** Whether the configuration has all values of a request, none of which must come from a response. */
function isFillable(request: TokenRequest, configuration: Configuration): boolean {
  return needsOf(request).every(
    (path) => path.startsWith('invented.') || configuredValue(configuration, path) !== undefined,
  );
}
