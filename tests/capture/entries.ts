/** The access object of a user, as a server without a fault gives it. */
export const accessOf = (name: string, token: string, tenant = '777001') => ({
  access: {
    token: {
      id: token,
      expires: '2026-03-02T12:00:00.000Z',
      tenant: { id: tenant, name: tenant },
      'RAX-AUTH:authenticatedBy': ['PASSWORD'],
    },
    serviceCatalog: [
      {
        name: 'cloudImages',
        type: 'image',
        endpoints: [{ region: 'DFW', tenantId: tenant, publicURL: 'https://dfw.images.example/v2' }],
      },
    ],
    user: {
      id: `id-of-${name}`,
      name,
      'RAX-AUTH:defaultRegion': 'DFW',
      'RAX-AUTH:domainId': tenant,
      roles: [{ id: '3', name: 'identity:user-admin', description: 'User Admin' }],
    },
  },
});

export const faultOf = (name: string, code: number) => ({ [name]: { code, message: 'It is refused.' } });

/** The body of a login by password. */
export const loginOf = (username: string, password: string, more: object = {}) => ({
  auth: { passwordCredentials: { username, password }, ...more },
});

export interface EntryParts {
  readonly request?: object;
  readonly response?: object;
  readonly content?: object;
  readonly entry?: object;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

let seconds = 0;

/** One entry of an archive: a request in JSON, its status and response; the parts take the place of what is usual. */
export function entry(
  sent: object,
  status: number,
  answered: object,
  { request = {}, response = {}, content = {}, entry: own = {}, headers = [] }: EntryParts = {},
): object {
  const text = JSON.stringify(answered);
  seconds += 1;
  return {
    startedDateTime: new Date(Date.UTC(2026, 2, 1, 12, 0, seconds)).toISOString(),
    time: 12,
    request: {
      method: 'POST',
      url: 'https://id.example/v2.0/tokens',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Accept', value: 'application/json' },
        ...headers,
      ],
      postData: { mimeType: 'application/json', text: JSON.stringify(sent) },
      ...request,
    },
    response: {
      status,
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Content-Length', value: String(Buffer.byteLength(text)) },
        { name: 'Vary', value: 'Accept' },
      ],
      content: { size: Buffer.byteLength(text), mimeType: 'application/json', text, ...content },
      ...response,
    },
    ...own,
  };
}
