/* The README repeats what the suite and the kill matrix count. */

const checks = pattern('Each of the # checks');

/** What docs/kill-matrix.md says, and where the README says it again; # is a number. */
const figures = [
  ['# effects and # conditions', '# effects under # conditions'],
  ['make # faults', 'make # faulty servers'],
  ['MUST: # of # faults caught (~); # of # classes', '# of # are caught by a failed check (# of # classes'],
  ['SHOULD and MAY: # of # faults caught (~); # of # classes', '# of # by a warning (# of # classes'],
  [
    '# faults that an erratum tolerates, # without effect',
    '# that the errata tolerate and # that change no response',
  ],
  ['over # legal differences', '# legal differences'],
].map((pair) => pair.map(pattern));

/** A pattern of words, wherever their lines break; ~ is anything within brackets. */
function pattern(words) {
  const source = words
    .replace(/[()]/g, '\\$&')
    .replaceAll('#', '(\\d+)')
    .replaceAll('~', '[^)]*')
    .replaceAll(' ', '\\s+');
  return new RegExp(source);
}

function withNumbers(text, words, numbers) {
  const left = [...numbers];
  return text.replace(words, (found) => found.replace(/\d+/g, () => String(left.shift())));
}

/** The README with the numbers of now. */
function withFigures(readme, checkCount, killMatrix) {
  return figures.reduce(
    (text, [counted, repeated]) => {
      const [, ...numbers] = counted.exec(killMatrix) ?? [];
      return numbers.length > 0 ? withNumbers(text, repeated, numbers) : text;
    },
    withNumbers(readme, checks, [checkCount]),
  );
}

/** Whether the README says how many checks there are. */
function countsChecks(readme) {
  return checks.test(readme);
}

module.exports = { countsChecks, withFigures };
