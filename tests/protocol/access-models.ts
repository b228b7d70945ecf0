import fc from 'fast-check';
import { dateTime } from './date-times';
import { anyText, contentText, filledText } from './texts';
import { absoluteUri } from './uris';

/** What a response says, in the form that both codecs give, but with its token id in clear. */
export interface AccessModel {
  readonly token: {
    readonly id: string;
    readonly expires: string;
    readonly tenant?: { readonly id: string; readonly name: string };
    readonly authenticatedBy: readonly string[];
  };
  readonly user?: {
    readonly id: string;
    readonly name: string;
    readonly defaultRegion?: string;
    readonly domainId?: string;
    readonly roles: readonly RoleModel[];
  };
  readonly serviceCatalog?: readonly ServiceModel[];
}

export interface RoleModel {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly tenantId?: string;
}

export interface ServiceModel {
  readonly name: string;
  readonly type: string;
  readonly endpoints: readonly EndpointModel[];
}

export interface EndpointModel {
  readonly region?: string;
  readonly tenantId?: string;
  readonly publicURL: string;
  readonly internalURL?: string;
  readonly adminURL?: string;
  readonly versionId?: string;
  readonly versionInfo?: string;
  readonly versionList?: string;
}

const endpoint: fc.Arbitrary<EndpointModel> = fc.record(
  {
    region: anyText,
    tenantId: filledText,
    publicURL: absoluteUri,
    internalURL: absoluteUri,
    adminURL: absoluteUri,
    versionId: filledText,
    versionInfo: absoluteUri,
    versionList: absoluteUri,
  },
  { requiredKeys: ['publicURL'] },
);

const service: fc.Arbitrary<ServiceModel> = fc.record({
  name: filledText,
  type: filledText,
  endpoints: fc.array(endpoint, { minLength: 1, maxLength: 3 }),
});

const role: fc.Arbitrary<RoleModel> = fc.record(
  { id: anyText, name: filledText, description: anyText, tenantId: filledText },
  { requiredKeys: ['name'] },
);

const credential = fc.oneof(fc.constantFrom('PASSWORD', 'apikey', 'Passcode'), contentText);

const parts = {
  token: fc.record(
    {
      id: filledText,
      expires: dateTime,
      tenant: fc.record({ id: filledText, name: filledText }),
      authenticatedBy: fc.array(credential, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['id', 'expires', 'authenticatedBy'] },
  ),
  user: fc.record(
    {
      id: filledText,
      name: filledText,
      defaultRegion: anyText,
      domainId: filledText,
      roles: fc.array(role, { maxLength: 3 }),
    },
    { requiredKeys: ['id', 'name', 'roles'] },
  ),
  serviceCatalog: fc.array(service, { maxLength: 3 }),
};

/** Responses of completed authentications: every member of the document, the optional ones present or absent. */
export const accessModels: fc.Arbitrary<AccessModel> = fc.record(parts);

/** Responses of requests with the scope SETUP-MFA, which may come without user and catalogue. */
export const setupModels: fc.Arbitrary<AccessModel> = fc.record(parts, { requiredKeys: ['token'] });
