/** As much of pkgcloud, which brings no types, as its test needs. */
declare module 'pkgcloud' {
  interface Service {
    readonly name: string;
    readonly type: string;
    readonly endpoints: readonly Readonly<Record<string, string>>[];
  }

  interface Identity {
    readonly token: {
      readonly id: string;
      readonly expires: Date;
      readonly tenant: { readonly id: string; readonly name: string };
    };
    readonly user: { readonly name: string; readonly roles: readonly { readonly name: string }[] };
    readonly serviceCatalog: { readonly services: Readonly<Record<string, Service>> };
  }

  interface Client {
    auth(done: (error?: { readonly statusCode: number; readonly failCode: string }) => void): void;
    /** The endpoint of its service that the client will use. */
    readonly _serviceUrl: string;
    readonly _identity: Identity;
  }

  interface Options {
    readonly provider: 'rackspace';
    readonly authUrl: string;
    readonly username: string;
    readonly password?: string;
    readonly apiKey?: string;
    readonly tenantId?: string;
    readonly tenantName?: string;
    readonly region?: string;
    readonly useInternal?: boolean;
  }

  type Factory = { createClient(options: Options): Client };
  export const compute: Factory;
  export const dns: Factory;
  export const storage: Factory;
}
