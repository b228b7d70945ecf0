import type { Wire } from '../http/token-request';
import type { CredentialsType, Placement } from '../protocol/auth';
import type { Format } from '../protocol/format';

/**
 * An authentication request as sent, read as the document prescribes. Values are what was sent: a string, null, another
 * JSON type instead of a string, or undefined if missing.
 */
export interface AuthRequest {
  readonly method: string;
  /** Whether the path is the operation's, suffix aside. */
  readonly isTokens: boolean;
  /** `.json` or `.xml` after the path, which chooses the format of the response. */
  readonly suffix?: Format;
  /** How it went over the wire, if not in the usual way. */
  readonly wire?: Wire;
  /** The Content-Type, if it names a charset: servers read some spellings of it, and in some formats alone. */
  readonly withCharset?: string;
  /** The format that Content-Type names. */
  readonly contentType: Format | 'other' | 'missing';
  /** The format that the response must be in; undefined if the request leaves it open. */
  readonly responseFormat: Format | undefined;
  readonly applyRcnRoles: 'missing' | 'true' | 'false' | 'no Boolean';
  /** The value of X-SessionId. */
  readonly session?: string;
  readonly body: AuthBody;
}

/** What the body of a request turns out to be. */
export type AuthBody =
  /** It cannot be read as what its Content-Type says (erratum E16). */
  | {
      readonly kind: 'unreadable';
      /** It is not text; a lenient reader reads it differently. */
      readonly isBytes?: true;
    }
  /** The document does not say whether it can be read, and an orderly server may do either (E16, E19). */
  | { readonly kind: 'unclear'; readonly because: Unclear; readonly members?: AuthMembers }
  | { readonly kind: 'read'; readonly members: AuthMembers; readonly spelling?: Spelling };

/** How an XML body deviates from the core namespace without a prefix (erratum E13). */
type Spelling = 'no namespace' | 'prefix';

/** What makes it unclear whether a body can be read. */
export type Unclear =
  'encoding' | 'media type' | 'document type' | 'namespaces' | 'duplicates' | 'unknown members';

/** The members of `auth`, the same for JSON and XML. */
export interface AuthMembers {
  /** `auth` itself: undefined if missing, null, an object, or a value of another type. */
  readonly auth: unknown;
  /** Every kind of credentials that is there and not null. */
  readonly credentials: readonly Credentials[];
  /** Every tenant that is named and not null, wherever it stands (erratum E4). */
  readonly tenants: readonly NamedTenant[];
  /** Whether a tenant is null, which counts as missing (erratum E18). */
  readonly hasNullTenant?: boolean;
  /** The value of RAX-AUTH:scope, undefined or null without one. */
  readonly scope: unknown;
}

export interface Credentials {
  readonly type: CredentialsType | 'passcode';
  /** The object or element itself, or a value of another type. */
  readonly value: unknown;
  readonly username: unknown;
  readonly secret: unknown;
}

export interface NamedTenant {
  readonly member: 'tenantId' | 'tenantName';
  readonly placement: Placement;
  readonly value: unknown;
}

/** The members of a body that can be read, or may be. */
export function membersOf({ body }: AuthRequest): AuthMembers | undefined {
  return body.kind === 'unreadable' ? undefined : body.members;
}

/** The one set of credentials that a request presents, undefined for none and for several. */
export function credentialsOf(request: AuthRequest): Credentials | undefined {
  const { credentials = [] } = membersOf(request) ?? {};
  return credentials.length === 1 ? credentials[0] : undefined;
}

/** The one tenant that a request asks for, undefined for none and for several. */
export function tenantAskedBy(request: AuthRequest): NamedTenant | undefined {
  const { tenants = [] } = membersOf(request) ?? {};
  return tenants.length === 1 ? tenants[0] : undefined;
}

/** Whether the request asks for the token by which a second factor is set up (document lines 101-107). */
export function asksForSetup(request: AuthRequest): boolean {
  return membersOf(request)?.scope === 'SETUP-MFA';
}

/** The text of a body. */
interface BodyEncoding {
  /** Undefined for bytes that are not text in any encoding that a server must know. */
  readonly text?: string;
  /** Whether it is UTF-8 without a byte order mark, which every server must read. */
  readonly plain: boolean;
}

/**
 * Decodes UTF-8, and UTF-16 with a byte order mark. JSON between systems is UTF-8 and begins with no mark, though a
 * reader may ignore one (RFC 8259, 8.1); XML may be either (XML 1.0, 4.3.3).
 */
export function encodingOf(bytes: Buffer): BodyEncoding {
  const [first, second, third] = bytes;
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : first === 0xef && second === 0xbb && third === 0xbf
          ? 'utf-8'
          : undefined;
  try {
    return {
      text: new TextDecoder(marked ?? 'utf-8', { fatal: true }).decode(bytes),
      plain: marked === undefined,
    };
  } catch {
    return { plain: true };
  }
}
