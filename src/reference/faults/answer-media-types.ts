import type { Behaviour } from '../behaviour';
import { headerOf, type Format, type TokensRequest } from '../http/tokens-request';
import { Refusal } from '../refusal';
import type { InjectedFault } from './injected-fault';
import { formatOfContentType } from './request-media-types';

/** Faults in the format of an answer and in the name that is given to it. */
export const answerMediaTypeFaults: readonly InjectedFault[] = [
  {
    name: 'content-type-text-json',
    breaks: 'media.content-type',
    what: 'an answer in JSON is said to be text/json',
    deviate: (standard) => grantedAs(standard, { json: 'text/json' }),
  },
  {
    name: 'content-type-text-xml',
    breaks: 'media.content-type',
    what: 'an answer in XML is said to be text/xml',
    deviate: (standard) => grantedAs(standard, { xml: 'text/xml' }),
  },
  {
    name: 'content-type-of-other-format',
    breaks: 'media.content-type',
    what: 'an answer in XML is said to be application/json',
    deviate: (standard) => grantedAs(standard, { xml: 'application/json' }),
  },
  {
    name: 'content-type-missing',
    breaks: 'media.content-type',
    what: 'an answer has no Content-Type',
    deviate: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const { 'Content-Type': type, ...headers } = answer.headers;
        return standard.send(
          answer.status === 200 && type ? { ...answer, headers } : answer,
          outgoing,
          request,
        );
      },
    }),
  },
  {
    name: 'content-type-of-vendor',
    breaks: 'media.content-type',
    what: 'an answer in JSON has a vendor type of its own',
    deviate: (standard) => grantedAs(standard, { json: 'application/vnd.openstack.identity-v2.0+json' }),
  },
  {
    name: 'accept-ignored',
    breaks: 'media.accept',
    what: 'the answer is in the format of the request, whatever Accept says',
    deviate: (standard) => answering(standard, (_accept, request) => formatOfContentType(request)),
  },
  {
    name: 'accept-always-json',
    breaks: 'media.accept',
    what: 'every access object is in JSON',
    deviate: (standard) => answering(standard, () => 'json'),
  },
  {
    name: 'accept-always-xml',
    breaks: 'media.accept',
    what: 'every access object is in XML',
    deviate: (standard) => answering(standard, () => 'xml'),
  },
  {
    name: 'default-xml',
    breaks: 'media.default',
    what: 'the answer is in XML unless Accept asks for JSON',
    deviate: (standard) => answering(standard, (accept) => (/json/.test(accept) ? undefined : 'xml')),
  },
  {
    name: 'default-xml-without-accept',
    breaks: 'media.default',
    what: 'the answer is in XML when there is no Accept',
    deviate: (standard) => answering(standard, (accept) => (accept === '' ? 'xml' : undefined)),
  },
  {
    name: 'accept-demanded',
    breaks: 'media.default',
    what: 'a request without Accept is refused',
    deviate: (standard) => ({
      ...standard,
      admit: (request) => {
        if (headerOf(request, 'accept') === '') throw new Refusal('parameterMissing');
        standard.admit(request);
      },
    }),
  },
  {
    name: 'any-type-as-xml',
    breaks: 'media.default',
    what: 'a client that accepts any type gets XML',
    deviate: (standard) => answering(standard, (accept) => (accept === '*/*' ? 'xml' : undefined)),
  },
  {
    name: 'quality-ignored',
    breaks: 'media.quality',
    what: 'the first format that Accept names is answered, whatever its quality',
    deviate: (standard) =>
      answering(standard, (accept) => /application\/(json|xml)/.exec(accept)?.[1] as Format | undefined),
  },
  {
    name: 'quality-upside-down',
    breaks: 'media.quality',
    what: 'the format with the lowest quality is answered',
    deviate: (standard) =>
      answering(
        standard,
        (accept) => /application\/(json|xml);q=0\.5/.exec(accept)?.[1] as Format | undefined,
      ),
  },
  {
    name: 'accept-list-as-one-type',
    breaks: 'media.quality',
    what: 'an Accept with several types is compared as a whole, and so counts for nothing',
    deviate: (standard) => answering(standard, (accept) => (accept.includes(',') ? 'json' : undefined)),
  },
  {
    name: 'suffix-ignored',
    breaks: 'media.suffix',
    what: 'the suffix of the path does not choose the format',
    deviate: (standard) => ({
      ...standard,
      answerFormat: (request) => standard.answerFormat({ ...request, path: '/v2.0/tokens' }),
    }),
  },
  {
    name: 'suffix-unknown',
    breaks: 'media.suffix',
    what: 'a path with a suffix is not found',
    deviate: (standard) => ({
      ...standard,
      admit: (request) => {
        if (request.path !== '/v2.0/tokens') throw new Refusal('pathUnknown');
        standard.admit(request);
      },
    }),
  },
  {
    name: 'suffix-behind-accept',
    breaks: 'media.suffix',
    what: 'Accept wins over the suffix .json',
    deviate: (standard) => ({
      ...standard,
      answerFormat: (request) =>
        standard.answerFormat({ ...request, path: request.path.replace('.json', '') }),
    }),
  },
  {
    name: 'accept-of-neither-500',
    breaks: 'media.unacceptable',
    what: 'an Accept that names neither format causes a server error',
    deviate: (standard) => ({
      ...standard,
      accessToJson: (access, request) => {
        if (headerOf(request, 'accept') === 'text/plain') throw new Error('no writer for text/plain');
        return standard.accessToJson(access, request);
      },
    }),
  },
  {
    name: 'accept-of-neither-redirected',
    breaks: 'media.unacceptable',
    what: 'an Accept that names neither format is sent to the documentation',
    deviate: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const headers = { ...answer.headers, Location: 'https://docs.example/' };
        const elsewhere = headerOf(request, 'accept') === 'text/plain';
        return standard.send(elsewhere ? { ...answer, status: 302, headers } : answer, outgoing, request);
      },
    }),
  },
];

/** The behaviour with other media types for access objects, and the right ones for refusals. */
function grantedAs(standard: Behaviour, types: Partial<Record<Format, string>>): Behaviour {
  return {
    ...standard,
    send: (answer, outgoing, request) => {
      const format = standard.answerFormat(request);
      const type = answer.status === 200 ? types[format] : undefined;
      const headers = type ? { ...answer.headers, 'Content-Type': type } : answer.headers;
      return standard.send({ ...answer, headers }, outgoing, request);
    },
  };
}

/** The behaviour that chooses the format of an access object as told, unless the path has a suffix. */
function answering(
  standard: Behaviour,
  format: (accept: string, request: TokensRequest) => Format | undefined,
): Behaviour {
  return {
    ...standard,
    answerFormat: (request) => {
      const hasSuffix = /\.(?:json|xml)$/.test(request.path);
      const told = hasSuffix ? undefined : format(headerOf(request, 'accept'), request);
      return told ?? standard.answerFormat(request);
    },
  };
}
