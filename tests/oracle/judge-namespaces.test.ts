import type { Asked } from './known';
import { broken, seen } from './seen';

const asXml: Asked = { headers: { Accept: 'application/xml' } };
const core = 'http://docs.openstack.org/identity/api/v2.0';

function requirementsBroken(elements: string): readonly string[] {
  const response = {
    headers: { 'Content-Type': 'application/xml' },
    body: `<access xmlns="${core}" xmlns:x="urn:example"><token id="t">${elements}</token></access>`,
  };
  return broken(seen(asXml, response)).failed;
}

test.each([
  ['in no namespace', '<tenant xmlns="" id="1"/>'],
  [
    'in another namespace of the document',
    '<credential xmlns="http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0"/><authenticatedBy/>',
  ],
  ['of an extension, in no namespace', '<note xmlns=""/>'],
  ['with all that a tenant has, in another namespace', '<x:tenant id="1" name="n"/>'],
])('an element %s breaks the contract', (_where, elements) => {
  expect(requirementsBroken(elements)).toContain('access.namespaces');
});

test.each([
  ['with a name of its own', '<x:note/><note/>'],
  ['named like an element that may be missing', '<x:tenant id="1"/>'],
  ['named like an element that stands elsewhere', '<x:user/><x:endpoint/><role/>'],
  ['named like what every object of JavaScript has', '<x:constructor/><toString/><__proto__/>'],
])('an extension %s is tolerated (erratum E28)', (_how, elements) => {
  expect(requirementsBroken(elements)).not.toContain('access.namespaces');
});
