import { runCommand } from './command';

/** Conditions that do not affect whose tenant it is, as a combination is described. */
const conditions = [
  /: secondUser by/,
  /: rcnUser by/,
  /by API key;/,
  /apply_rcn_roles=true;/,
  /apply_rcn_roles=false;/,
  /suffix \.json/,
  /suffix \.xml/,
  /json request, xml response/,
  /xml request, json response/,
  /in credentials; .*json request/,
  /in auth; .*xml request/,
];

test.each([1, 2, 3, 4711, 2_000_000_000])(
  'with --seed %d, the tenant of another user is asked for under each condition',
  async (seed) => {
    const { stdout } = await runCommand(['run', '--dry-run', '--seed', String(seed)]);
    const foreign = stdout
      .split('\n')
      .filter((line) =>
        /combination, tenant\.foreign: .*; tenant (foreign id|(id|name) of another account),/.test(line),
      );
    expect(conditions.filter((condition) => !foreign.some((line) => condition.test(line)))).toEqual([]);
  },
);
