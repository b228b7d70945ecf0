import { createRequire } from 'node:module';
import type { Check } from '../../specs/vocabulary/check';
import { identityOf, sendingsOf } from '../../specs/vocabulary/check';
import type { CheckDescription } from '../../specs/vocabulary/description';
import { openSpec } from '../../specs/vocabulary/open-spec';
import * as words from '../../specs/vocabulary/words';
import { wordsKey } from '../../specs/vocabulary/words-key';
import { textOf } from '../identity/body-text';
import { templateCurl } from '../identity/template-curl';
import { fieldsOn, wireLabel } from '../identity/wire';
import { specFiles, specName } from './spec-files';

/** The checks of one section of a spec. */
export interface DeclaredSection {
  readonly title: string;
  readonly checks: readonly Check[];
}

let sections: readonly DeclaredSection[] | undefined;
let declared: readonly Check[] | undefined;

/** Every section of the suite, in the order of the specs. The spec files are read once, outside Jest. */
export function declaredSections(): readonly DeclaredSection[] {
  sections ??= readSpecs();
  return sections;
}

/** Every check of the suite, in the order of the specs. */
export function declaredChecks(): readonly Check[] {
  declared ??= declaredSections().flatMap(({ checks }) => checks);
  return declared;
}

function readSpecs(): DeclaredSection[] {
  const load = createRequire(__filename);
  const all: DeclaredSection[] = [];
  Object.assign(globalThis, { [wordsKey]: words });
  for (const file of specFiles()) {
    const checks: Check[] = [];
    openSpec({
      file: specName(file),
      declared: checks,
      section: (title, body) => {
        const before = checks.length;
        body();
        all.push({ title, checks: checks.slice(before) });
      },
      declare: (check) => checks.push(check),
    });
    load(file);
  }
  return all;
}

/** A check as `list` and `explain` show it. */
export function describe(check: Check): CheckDescription {
  return {
    ...identityOf(check),
    expects: check.expectation.expects,
    // A check over every exchange sends nothing of its own.
    requests: (check.covers ? [] : sendingsOf(check)).map(({ role, sending: { request } }) => ({
      role,
      method: request.method,
      path: request.path,
      headers: request.wire ? fieldsOn(request.wire, request.headers, (value) => value) : request.headers,
      body: textOf(Buffer.from(request.body)),
      curl: templateCurl(request),
      ...(request.wire ? { wire: wireLabel[request.wire] } : {}),
    })),
  };
}
