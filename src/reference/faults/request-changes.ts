import type { PresentedAuth } from '../login/presented';
import type { InjectedFault } from './injected-fault';

/** A JSON body is read as if its text were another one. */
export function readingJsonAs(rewrite: (text: string) => string): InjectedFault['deviate'] {
  return (standard) => ({ ...standard, parseJson: (text) => standard.parseJson(rewrite(text)) });
}

/** An XML body is read as if its text were another one. */
export function readingXmlAs(rewrite: (text: string) => string): InjectedFault['deviate'] {
  return (standard) => ({ ...standard, parseXml: (text) => standard.parseXml(rewrite(text)) });
}

/** What a JSON body presents is something else to the steps that follow. */
export function takingJsonFor(change: (auth: PresentedAuth) => PresentedAuth): InjectedFault['deviate'] {
  return (standard) => ({ ...standard, jsonAuth: (value) => change(standard.jsonAuth(value)) });
}

/** What an XML body presents is something else to the steps that follow. */
export function takingXmlFor(change: (auth: PresentedAuth) => PresentedAuth): InjectedFault['deviate'] {
  return (standard) => ({ ...standard, xmlAuth: (document) => change(standard.xmlAuth(document)) });
}

/** Several changes to one server, the first made first. */
export function together(...deviations: InjectedFault['deviate'][]): InjectedFault['deviate'] {
  return (standard) => deviations.reduce((behaviour, deviate) => deviate(behaviour), standard);
}
