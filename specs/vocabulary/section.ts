import { currentSpec } from './open-spec';

/** The checks of one part of the document. */
export function section(title: string, body: () => void): void {
  currentSpec().section(title, body);
}
