/** The namespaces of the document's XML samples (lines 304-312), by the role they play here. */
export const CORE = 'http://docs.openstack.org/identity/api/v2.0';
export const RAX_AUTH = 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0';
export const RAX_KSKEY = 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
