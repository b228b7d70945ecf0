import type { Variation } from './variation';

export type { Variation } from './variation';

/** Every legal variation of the embedded server. */
export const variations: readonly Variation[] = [];
