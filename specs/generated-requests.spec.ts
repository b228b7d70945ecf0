import { check, documentedStatus, faultInFormat, generated, section } from '../src/checks';

section('Generated requests', () => {
  for (const format of ['json', 'xml'] as const) {
    check('generated.status', format, { send: generated(format), expect: documentedStatus });
    check('generated.fault', format, { send: generated(format), expect: faultInFormat(format) });
  }
});
