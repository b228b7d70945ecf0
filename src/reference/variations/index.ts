import { catalogueVariations } from './catalogue';
import { faultVariations } from './faults';
import { httpVariations } from './http';
import { httpMessageVariations } from './http-messages';
import { jsonVariations } from './json';
import { multiFactorVariations } from './multi-factor';
import { requestVariations } from './requests';
import { tokenVariations } from './token';
import { userVariations } from './user';
import type { Variation } from './variation';
import { xmlVariations } from './xml';
import { xmlExtensionVariations } from './xml-extensions';

export type { Variation } from './variation';

/** Every legal variation of the embedded server. */
export const variations: readonly Variation[] = [
  ...jsonVariations,
  ...xmlVariations,
  ...xmlExtensionVariations,
  ...httpVariations,
  ...httpMessageVariations,
  ...tokenVariations,
  ...userVariations,
  ...catalogueVariations,
  ...multiFactorVariations,
  ...faultVariations,
  ...requestVariations,
];
