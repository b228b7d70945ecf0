/** The namespaces of the operation's XML (document lines 153-157, 182, 305-312). */
export const namespaces = {
  core: 'http://docs.openstack.org/identity/api/v2.0',
  raxAuth: 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0',
  raxKskey: 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0',
} as const;
