import { accepted, check, keeps, login, memberRules, section } from '../src/checks';

section('Response parameters', () => {
  for (const type of ['password', 'apiKey'] as const)
    for (const format of ['json', 'xml'] as const) {
      const send = login({ type, format });
      check('access.required', `${format}, ${type}`, { send, expect: accepted() });
      for (const part of ['access.token', 'access.user', 'access.service-catalog'] as const)
        check(part, `${format}, ${type}`, { send, expect: keeps(memberRules[part]) });
    }
});
