import type { OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import {
  type Access,
  buildAccess,
  type Grant,
  issueToken,
  passcodeIsDue,
  refuseDisabled,
  refuseWithoutSetup,
  type Role,
  rolesOf,
  type Service,
  serviceCatalogOf,
  type Tenant,
  tenantFor,
  type Token,
} from './login/access';
import * as parameters from './login/credentials';
import type {
  AskedTenant,
  Login,
  PresentedAuth,
  PresentedCredentials,
  PresentedTenants,
  Scope,
} from './login/credentials';
import {
  type Directory,
  passcodeEquals,
  secretMatches,
  type Session,
  Sessions,
  type User,
} from './login/directory';
import { type Fault, faultHeaders, faults, type Refusal, type RefusalReason } from './login/refusal';
import {
  accessToJson,
  decodeJson,
  faultToJson,
  jsonAuth,
  type JsonObject,
  parseJson,
  serialiseJson,
} from './messages/json';
import {
  admit,
  type Answer,
  answerFormat,
  applyRcnRoles,
  type Format,
  headerOf,
  readBody,
  requestFormat,
  responseHeaders,
  send,
  type TokensRequest,
} from './messages/message';
import { decodeXml, parseXml, xmlAuth, type XmlDocument } from './messages/read-xml';
import { accessToXml, faultToXml, serialiseXml } from './messages/write-xml';

/**
 * Every step of the operation, in the order in which `operation.ts` takes them. No step calls another, so a
 * server that deviates in one point replaces one member and keeps the rest:
 * `(standard) => ({ ...standard, refuseDisabled: () => {} })`. Any step may end the request with a `Refusal`.
 */
export interface Behaviour {
  // HTTP itself
  /** Takes the server before it listens; the default is what Node does by itself. */
  openHttp(server: Server): void;
  /** The steps that handle one request, where those are not the same for all. */
  stepsFor?(request: TokensRequest): Behaviour | Promise<Behaviour>;

  // The request
  admit(request: TokensRequest): void;
  readBody(request: TokensRequest): Promise<Uint8Array>;
  requestFormat(request: TokensRequest): Format;
  decodeJson(request: TokensRequest): string;
  parseJson(text: string): unknown;
  jsonAuth(value: unknown): PresentedAuth;
  decodeXml(request: TokensRequest): string;
  parseXml(text: string): XmlDocument;
  xmlAuth(document: XmlDocument): PresentedAuth;
  applyRcnRoles(request: TokensRequest): boolean;

  // Its parameters
  credentialsOf(auth: PresentedAuth): PresentedCredentials;
  requiredParameter(value: unknown, name: 'username' | 'password' | 'apiKey' | 'passcode'): string;
  optionalParameter(value: unknown, name: 'tenantId' | 'tenantName'): string | undefined;
  presentedTenants(auth: PresentedAuth, credentials: PresentedCredentials): PresentedTenants;
  askedTenant(ids: string[], names: string[]): AskedTenant | undefined;
  askedScope(auth: PresentedAuth): Scope | undefined;

  // Who the user is, and what the user may do
  findUser(username: string): User | undefined;
  secretMatches(user: User | undefined, login: Login): Promise<boolean>;
  refuseDisabled(user: User): void;
  refuseWithoutSetup(user: User, login: Login): void;
  passcodeIsDue(user: User, login: Login): boolean;
  startSession(user: User, login: Login): string;
  sessionIdOf(request: TokensRequest): string;
  findSession(id: string): Session | undefined;
  passcodeMatches(session: Session, passcode: string): boolean;
  countWrongPasscode(id: string): void;
  endSession(id: string): void;
  tenantFor(user: User, asked: AskedTenant | undefined): Tenant;

  // What a login earns
  issueToken(grant: Grant): Token;
  rolesOf(grant: Grant): Role[];
  serviceCatalogOf(grant: Grant): Service[];
  buildAccess(grant: Grant, token: Token, roles: Role[], serviceCatalog: Service[]): Access;
  accessToJson(access: Access, request: TokensRequest): JsonObject;
  accessToXml(access: Access, request: TokensRequest): XmlDocument;

  // What a refusal looks like
  faults: Record<RefusalReason, Fault>;
  faultHeaders(refusal: Refusal, fault: Fault, request: TokensRequest): OutgoingHttpHeaders;
  faultToJson(fault: Fault, request: TokensRequest): JsonObject;
  faultToXml(fault: Fault, request: TokensRequest): XmlDocument;

  // The response on the wire
  answerFormat(request: TokensRequest): Format;
  faultFormat(request: TokensRequest, refusal: Refusal): Format;
  serialiseJson(value: JsonObject): string | Uint8Array;
  serialiseXml(document: XmlDocument): string | Uint8Array;
  responseHeaders(format: Format, request: TokensRequest): OutgoingHttpHeaders;
  send(answer: Answer, outgoing: ServerResponse, request: TokensRequest): void | Promise<void>;
}

/** The behaviour that the document describes, for the users of one directory and with its own sessions. */
export function standardBehaviour(directory: Directory): Behaviour {
  const sessions = new Sessions();
  return {
    openHttp: () => undefined,

    admit,
    readBody,
    requestFormat,
    decodeJson,
    parseJson,
    jsonAuth,
    decodeXml,
    parseXml,
    xmlAuth,
    applyRcnRoles,

    ...parameters,

    findUser: (username) => directory.find(username),
    secretMatches: async (user, login) => {
      const kept = login.method === 'APIKEY' ? user?.apiKey : user?.password;
      const matches = await secretMatches(login.secret, kept ?? directory.nobodysSecret);
      return matches && kept !== undefined;
    },
    refuseDisabled,
    refuseWithoutSetup,
    passcodeIsDue,
    startSession: (user, login) => sessions.start(user, login),
    sessionIdOf: (request) => headerOf(request, 'X-SessionId'),
    findSession: (id) => sessions.find(id),
    passcodeMatches: (session, passcode) => passcodeEquals(passcode, session.user.passcode ?? ''),
    countWrongPasscode: (id) => sessions.countWrongPasscode(id),
    endSession: (id) => sessions.end(id),
    tenantFor,

    issueToken,
    rolesOf,
    serviceCatalogOf,
    buildAccess,
    accessToJson,
    accessToXml,

    faults,
    faultHeaders,
    faultToJson,
    faultToXml,

    answerFormat,
    faultFormat: answerFormat,
    serialiseJson,
    serialiseXml,
    responseHeaders,
    send,
  };
}
