import type { CheckResult } from '../../../specs/vocabulary/result';
import type { Masker } from '../../identity/masking';
import { remasked } from '../../identity/recorded';
import type { Evidence } from './evidence';

const texts = ['message', 'expected', 'received', 'path'] as const;

/** Evidence masked by all the secrets that are known now: a response may have held one that a later response gave away. */
export function maskedAgain<T extends Evidence>(evidence: T, masker: Masker): T {
  const mask = (text: string) => masker.mask(text);
  return {
    ...evidence,
    exchanges: evidence.exchanges.map((record) => remasked(record, masker)),
    checks: evidence.checks.map((check) => ({ ...check, ...maskedTexts(check, mask) })),
    defects: evidence.defects.map(mask),
    ...(evidence.gone === undefined ? {} : { gone: mask(evidence.gone) }),
  };
}

function maskedTexts(check: CheckResult, mask: (text: string) => string): Partial<CheckResult> {
  return Object.fromEntries(
    texts.flatMap((name) => (check[name] === undefined ? [] : [[name, mask(check[name])]])),
  );
}
