/* Ids of requirements and checks stay: baselines and other people's reports name them. */

/** The sentences on ids that are no longer there. */
function lostIds(before, now, where, retired = []) {
  const known = new Set([...now, ...retired]);
  return before
    .filter((id) => id !== '' && !known.has(id))
    .map((id) => `${id} was released and is gone from ${where}; put it back.`);
}

module.exports = { lostIds };
