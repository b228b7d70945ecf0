import { accessDocument } from './access-document';
import type { AccessModel } from './access-models';
import { authDocument } from './auth-document';
import type { AuthModel } from './auth-models';
import type { Group } from './document-parts';

const access: AccessModel = {
  token: {
    id: 'abcd1234',
    expires: '2015-06-05T16:24:57.637Z',
    tenant: { id: '123456', name: 'tenant' },
    authenticatedBy: ['APIKEY'],
  },
  user: {
    id: '172157',
    name: 'user',
    defaultRegion: 'DFW',
    domainId: '123456',
    roles: [{ id: '5', name: 'compute:default', description: 'A role', tenantId: '123456' }],
  },
  serviceCatalog: [
    {
      name: 'cloudServers',
      type: 'compute',
      endpoints: [
        {
          region: 'DFW',
          tenantId: '123456',
          publicURL: 'https://servers.example/v1/123456',
          internalURL: 'https://internal.example/v1/123456',
          adminURL: 'https://admin.example/v1/123456',
          versionId: '1',
          versionInfo: 'https://servers.example/v1',
          versionList: 'https://servers.example/',
        },
      ],
    },
  ],
};

/** A response with every member that the document names. */
export const completeResponse: Group = accessDocument(access);

/** A request of each kind of credentials with everything that may come with them. */
export const completeRequests: readonly Group[] = (
  [
    { type: 'password', username: 'user', secret: 'word' },
    { type: 'apiKey', username: 'user', secret: 'key' },
    { type: 'passcode', passcode: '123456' },
  ] satisfies AuthModel['credentials'][]
).map((credentials) =>
  authDocument({
    credentials,
    scope: 'SETUP-MFA',
    tenant: { member: 'tenantId', beside: '123456', within: '123456' },
  }),
);
