import { granting, user } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, numeric, renamed } from './json-answer';
import { attribute, attributeAsChild, renamedAttribute, withoutAttribute, xmlElements } from './xml-answer';

/** Faults of the requirements of response-samples.yaml on the members of the user. */
export const responseUserFaults: readonly InjectedFault[] = [
  {
    name: 'json-user-id-missing',
    breaks: 'user.id',
    what: 'the user of a JSON answer has no id',
    deviate: jsonMember('access.user.id', absent),
  },
  {
    name: 'json-user-id-number',
    breaks: 'user.id',
    what: 'the user id of a JSON answer is a number',
    deviate: jsonMember('access.user.id', numeric),
  },
  {
    name: 'json-user-id-null',
    breaks: 'user.id',
    what: 'the user id of a JSON answer is null',
    deviate: jsonMember('access.user.id', () => null),
  },
  {
    name: 'xml-user-id-empty',
    breaks: 'user.id',
    what: 'the user id of an XML answer is empty',
    deviate: xmlElements(
      'user',
      attribute('id', () => ''),
    ),
  },
  {
    name: 'json-user-name-as-username',
    breaks: 'user.name',
    what: 'the name of the user is called username in JSON, as in a request',
    deviate: jsonMember('access.user', renamed('name', 'username')),
  },
  {
    name: 'json-user-name-empty',
    breaks: 'user.name',
    what: 'the name of the user is empty in JSON',
    deviate: jsonMember('access.user.name', () => ''),
  },
  {
    name: 'json-user-name-in-list',
    breaks: 'user.name',
    what: 'the name of the user stands in a list in JSON',
    deviate: jsonMember('access.user.name', (name) => [name]),
  },
  {
    name: 'xml-user-name-in-child',
    breaks: 'user.name',
    what: 'the name of the user is in XML a child element and no attribute',
    deviate: xmlElements('user', attributeAsChild('name')),
  },
  {
    name: 'json-default-region-missing',
    breaks: 'user.default-region',
    what: 'the user of a JSON answer has no default region',
    deviate: jsonMember('access.user.RAX-AUTH:defaultRegion', absent),
  },
  {
    name: 'json-default-region-without-prefix',
    breaks: 'user.default-region',
    what: 'the default region has no prefix in JSON',
    deviate: jsonMember('access.user', renamed('RAX-AUTH:defaultRegion', 'defaultRegion')),
  },
  {
    name: 'json-default-region-in-object',
    breaks: 'user.default-region',
    what: 'the default region is an object in JSON',
    deviate: jsonMember('access.user.RAX-AUTH:defaultRegion', (region) => ({ id: region })),
  },
  {
    name: 'xml-default-region-in-no-namespace',
    breaks: 'user.default-region',
    what: 'the default region is in no namespace in XML',
    deviate: xmlElements('user', renamedAttribute('rax-auth:defaultRegion', 'defaultRegion')),
  },
  {
    name: 'json-domain-missing',
    breaks: 'user.domain',
    what: 'the user of a JSON answer has no domain',
    deviate: jsonMember('access.user.RAX-AUTH:domainId', absent),
  },
  {
    name: 'json-domain-number',
    breaks: 'user.domain',
    what: 'the domain of the user is a number in JSON',
    deviate: jsonMember('access.user.RAX-AUTH:domainId', numeric),
  },
  {
    name: 'domain-empty',
    breaks: 'user.domain',
    what: 'the domain of the user is empty',
    deviate: granting(user((known) => ({ ...known, domainId: '' }))),
  },
  {
    name: 'xml-domain-missing',
    breaks: 'user.domain',
    what: 'the user of an XML answer has no domain',
    deviate: xmlElements('user', withoutAttribute('rax-auth:domainId')),
  },
];
