/** Why a request is refused. Each reason has one fault (see `answer/faults.ts`). */
export type RefusalReason =
  | 'pathUnknown'
  | 'methodNotAllowed'
  | 'mediaTypeUnsupported'
  | 'bodyTooLarge'
  | 'bodyUnreadable'
  | 'parameterMissing'
  | 'parameterInvalid'
  | 'credentialsConflict'
  | 'tenantsConflict'
  | 'scopeUnknown'
  | 'queryInvalid'
  | 'userUnknown'
  | 'secretWrong'
  | 'userDisabled'
  | 'setupRequired'
  | 'passcodeRequired'
  | 'passcodeWrong'
  | 'sessionUnknown'
  | 'tenantForeign'
  | 'serviceFault';

/**
 * Thrown by any step of the operation to end it with a fault. It carries nothing of the request, so that no
 * fault can repeat what a client sent.
 */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** The session that a passcode continues; only with `passcodeRequired`. */
    readonly sessionId?: string,
  ) {
    super(reason);
    this.name = 'Refusal';
  }
}
