/* Semantic versions, and a changelog in the manner of https://keepachangelog.com, agree. */

const version = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const heading = /^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})$/gm;

/** The sentences on what does not agree. */
function changelogProblems({ manifest, lockfile, changelog }) {
  const newest = [...changelog.matchAll(heading)][0]?.[1];
  const problems = [];
  if (!version.test(manifest))
    problems.push(`The version ${manifest} of package.json is not a semantic one.`);
  if (lockfile !== manifest)
    problems.push(`package-lock.json is of ${lockfile}, package.json of ${manifest}; run npm install.`);
  if (newest !== manifest)
    problems.push(
      `The newest release in CHANGELOG.md is ${newest ?? 'none'}, package.json is of ${manifest}; name it there.`,
    );
  return problems;
}

module.exports = { changelogProblems };
