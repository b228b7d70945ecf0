/* Ids of requirements and checks stay: baselines and other people's reports name them. */

const lists = { requirements: 'requirements/released-ids.txt', checks: 'specs/released-checks.txt' };

/** What is to be done where an id has gone, by the place that it is gone from. */
const remedies = {
  'requirements/': 'put it back, with `excluded` and a reason if it is given up',
  'specs/':
    'put it back, or name the check that does its work now in requirements/retired-checks.txt (`id -> other id`)',
};

/** The ids of a list, one a line. */
const linesOf = (text) => text.split('\n').filter((line) => line !== '');

/** The sentences on ids that are no longer there. */
function lostIds(before, now, where) {
  const known = new Set(now);
  return before
    .filter((id) => id !== '' && !known.has(id))
    .map((id) => `${id} was released and is gone from ${where}; ${remedies[where] ?? 'put it back'}.`);
}

/**
 * The sentences on released ids that the suite no longer has, and on retired ones that it has again.
 * @param released the texts of both lists
 * @param now the ids of the suite as it is
 * @param retired ids of checks, each with the id of the check that does its work now
 */
function idProblems(released, now, retired) {
  const checks = new Set(now.checks);
  const replaced = [...retired].filter(([, by]) => checks.has(by)).map(([id]) => id);
  return [
    ...lostIds(linesOf(released.requirements), now.requirements, 'requirements/'),
    ...lostIds(linesOf(released.checks), [...checks, ...replaced], 'specs/'),
    ...[...retired.keys()]
      .filter((id) => checks.has(id))
      .map((id) => `${id} is in requirements/retired-checks.txt; give the new check another name.`),
  ];
}

/** The text of a list with the ids in it that are new, sorted. A combination of a run is its own, and no released id. */
function withReleased(text, ids) {
  const released = ids.filter((id) => !/\/combination-\d+$/.test(id));
  return `${[...new Set([...linesOf(text), ...released])].sort().join('\n')}\n`;
}

module.exports = { idProblems, linesOf, lists, lostIds, withReleased };
