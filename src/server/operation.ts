import type { ServerResponse } from 'node:http';
import type { Behaviour } from './behaviour';
import type { Access, AuthenticationMethod, Grant } from './login/access';
import type {
  AskedTenant,
  Login,
  PasscodeLogin,
  PresentedAuth,
  PresentedCredentials,
} from './login/credentials';
import type { User } from './login/directory';
import { Refusal } from './login/refusal';
import type { Answer, TokensRequest } from './messages/message';

/** Handles one request, by the steps that the behaviour has for it. */
export async function answer(
  request: TokensRequest,
  outgoing: ServerResponse,
  behaviour: Behaviour,
): Promise<void> {
  const steps = (await behaviour.stepsFor?.(request)) ?? behaviour;
  await steps.send(await responseTo(request, steps), outgoing, request);
}

/**
 * `POST /v2.0/tokens` from request to response. The order of decisions is this server's choice (erratum E17):
 * path and method, body, parameters, credentials, what the user may do, tenant.
 */
async function responseTo(request: TokensRequest, behaviour: Behaviour): Promise<Answer> {
  try {
    return accessResponse(await authenticate(request, behaviour), request, behaviour);
  } catch (error) {
    return faultResponse(error instanceof Refusal ? error : new Refusal('serviceFault'), request, behaviour);
  }
}

async function authenticate(request: TokensRequest, behaviour: Behaviour): Promise<Access> {
  behaviour.admit(request);
  request.body = await behaviour.readBody(request);
  const auth = readAuth(request, behaviour);
  const applyRcnRoles = behaviour.applyRcnRoles(request);
  const login = loginOf(auth, behaviour);

  const { user, authenticatedBy, scope, tenant } =
    login.method === 'PASSCODE'
      ? continueLogin(login, request, behaviour)
      : await startLogin(login, behaviour);
  const grant: Grant = {
    user,
    tenant: behaviour.tenantFor(user, tenant),
    tenantWasAsked: tenant !== undefined,
    authenticatedBy,
    scope,
    applyRcnRoles,
  };
  const token = behaviour.issueToken(grant);
  return behaviour.buildAccess(grant, token, behaviour.rolesOf(grant), behaviour.serviceCatalogOf(grant));
}

function readAuth(request: TokensRequest, behaviour: Behaviour): PresentedAuth {
  return behaviour.requestFormat(request) === 'xml'
    ? behaviour.xmlAuth(behaviour.parseXml(behaviour.decodeXml(request)))
    : behaviour.jsonAuth(behaviour.parseJson(behaviour.decodeJson(request)));
}

function loginOf(auth: PresentedAuth, behaviour: Behaviour): Login | PasscodeLogin {
  const credentials = behaviour.credentialsOf(auth);
  const { method, username, secret } = credentials;
  const tenant = tenantOf(auth, credentials, behaviour);
  if (method === 'PASSCODE') {
    return { method, passcode: behaviour.requiredParameter(secret, 'passcode'), tenant };
  }
  return {
    method,
    username: behaviour.requiredParameter(username, 'username'),
    secret: behaviour.requiredParameter(secret, method === 'APIKEY' ? 'apiKey' : 'password'),
    tenant,
    scope: behaviour.askedScope(auth),
  };
}

function tenantOf(
  auth: PresentedAuth,
  credentials: PresentedCredentials,
  behaviour: Behaviour,
): AskedTenant | undefined {
  const { tenantId, tenantName } = behaviour.presentedTenants(auth, credentials);
  const given = (values: unknown[], name: 'tenantId' | 'tenantName'): string[] =>
    values.map((value) => behaviour.optionalParameter(value, name)).filter((value) => value !== undefined);
  return behaviour.askedTenant(given(tenantId, 'tenantId'), given(tenantName, 'tenantName'));
}

/** A user whose login has gone as far as the tenant. */
interface Identified {
  user: User;
  authenticatedBy: AuthenticationMethod[];
  scope: Login['scope'];
  tenant: AskedTenant | undefined;
}

async function startLogin(login: Login, behaviour: Behaviour): Promise<Identified> {
  const user = behaviour.findUser(login.username);
  const secretMatches = await behaviour.secretMatches(user, login);
  if (!user) throw new Refusal('userUnknown');
  if (!secretMatches) throw new Refusal('secretWrong');
  behaviour.refuseDisabled(user);
  behaviour.refuseWithoutSetup(user, login);
  if (behaviour.passcodeIsDue(user, login)) {
    throw new Refusal('passcodeRequired', behaviour.startSession(user, login));
  }
  return { user, authenticatedBy: [login.method], scope: login.scope, tenant: login.tenant };
}

/** The second request may name the tenant; otherwise what the first one asked for still holds. */
function continueLogin(login: PasscodeLogin, request: TokensRequest, behaviour: Behaviour): Identified {
  const sessionId = behaviour.sessionIdOf(request);
  const session = behaviour.findSession(sessionId);
  if (!session) throw new Refusal('sessionUnknown');
  if (!behaviour.passcodeMatches(session, login.passcode)) {
    behaviour.countWrongPasscode(sessionId);
    throw new Refusal('passcodeWrong');
  }
  behaviour.endSession(sessionId);
  const { user, login: first } = session;
  const authenticatedBy: AuthenticationMethod[] = ['PASSCODE', first.method];
  return { user, authenticatedBy, scope: first.scope, tenant: login.tenant ?? first.tenant };
}

function accessResponse(access: Access, request: TokensRequest, behaviour: Behaviour): Answer {
  const format = behaviour.answerFormat(request);
  const body =
    format === 'xml'
      ? behaviour.serialiseXml(behaviour.accessToXml(access, request))
      : behaviour.serialiseJson(behaviour.accessToJson(access, request));
  return { status: 200, headers: behaviour.responseHeaders(format, request), body };
}

function faultResponse(refusal: Refusal, request: TokensRequest, behaviour: Behaviour): Answer {
  const fault = behaviour.faults[refusal.reason];
  const format = behaviour.faultFormat(request, refusal);
  const headers = {
    ...behaviour.responseHeaders(format, request),
    ...behaviour.faultHeaders(refusal, fault, request),
  };
  const body =
    format === 'xml'
      ? behaviour.serialiseXml(behaviour.faultToXml(fault, request))
      : behaviour.serialiseJson(behaviour.faultToJson(fault, request));
  return { status: fault.status, headers, body };
}
