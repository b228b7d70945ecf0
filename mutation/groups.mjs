/**
 * What is mutated together, and the tests that are run for it, below tests/: those that state what this code promises,
 * and only those that take milliseconds. Every group is a run of its own. Where most strings are the words of messages,
 * `except` leaves strings as they are; comparisons with a string are changed all the same.
 *
 * @typedef {{ readonly mutate: readonly string[]; readonly tests: readonly string[]; readonly except?: readonly string[] }} Group
 * @type {Readonly<Record<string, Group>>}
 */
export const groups = {
  verdict: {
    mutate: ['src/report/verdict/{verdict,counts}.ts'],
    tests: ['report/{counts,verdict}.test.ts'],
  },
  parity: {
    mutate: ['src/protocol/parity.ts'],
    tests: ['protocol/parity.test.ts'],
  },
  masking: {
    mutate: ['src/secrets/{findings,masking}.ts', 'src/protocol/secret.ts'],
    tests: ['secrets/{indistinct-secrets,masking,secret}.test.ts'],
  },
  /** Which statuses a response may have. */
  'oracle-allowed': {
    mutate: ['src/oracle/allowed/*.ts', 'src/oracle/{auth-request,read-auth-body,read-auth-request}.ts'],
    tests: ['oracle/{allowed,judge-all,second-request,ways}.test.ts'],
    except: ['StringLiteral'],
  },
  /** What a response must say. */
  'oracle-response': {
    mutate: ['src/oracle/response/*.ts', 'src/oracle/{deviation,judge-exchange,same-parts}.ts'],
    tests: ['oracle/{judge-all,judge-challenges,judge-content,judge-secrets,said-in-a-fault,words}.test.ts'],
    except: ['StringLiteral'],
  },
  /** What several exchanges must not do together. */
  'oracle-run': {
    mutate: ['src/oracle/across/*.ts', 'src/oracle/judge-all.ts'],
    tests: ['oracle/{judge-all,judge-challenges,judge-run,judge-secrets,unproved-refusals}.test.ts'],
    except: ['StringLiteral'],
  },
  /** What an archive of traffic holds, what is learnt from it, and how it is judged. */
  capture: {
    mutate: ['src/capture/*.ts'],
    tests: ['capture/{accounts,reading,recorded-body,redaction,replayed,secrets}.test.ts'],
    except: ['StringLiteral'],
  },
};
