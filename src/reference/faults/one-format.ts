import type { Access, Token } from '../access';
import type { Behaviour } from '../behaviour';

/** The behaviour with another access object in JSON, and the right one in XML. */
export function inJson(standard: Behaviour, change: (access: Access) => Access): Behaviour {
  return {
    ...standard,
    accessToJson: (access, request) => standard.accessToJson(change(access), request),
  };
}

/** The behaviour with another access object in XML, and the right one in JSON. */
export function inXml(standard: Behaviour, change: (access: Access) => Access): Behaviour {
  return {
    ...standard,
    accessToXml: (access, request) => standard.accessToXml(change(access), request),
  };
}

/** A change to the token of an access object, for those tokens alone that are meant. */
export function ofToken(
  isMeant: (access: Access) => boolean,
  change: (token: Token) => object,
): (access: Access) => Access {
  return (access) =>
    isMeant(access) ? { ...access, token: { ...access.token, ...change(access.token) } } : access;
}
