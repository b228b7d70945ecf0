/* Prints the counts that programs from the registry read from a junit.xml: its path is the first argument. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { convertJUnitToCTRFReport } from 'junit-to-ctrf';
import { parse as parseJunit } from 'junit2json';
import { mergeToString } from 'junit-report-merger';
import testResultsParser from 'test-results-parser';

const [file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');

const parsed = testResultsParser.parse({ type: 'junit', files: [file] });
const { summary } = (await convertJUnitToCTRFReport(file, { log: false })).results;
const json = await parseJunit(text);

// A merger adds the counts of its files up.
const merged = `${file}.merged`;
writeFileSync(merged, await mergeToString([text, text]));
const twice = (await parseJunit(readFileSync(merged, 'utf8'))) ?? {};

const passedOf = ({ tests, failures, errors, skipped = 0 }) => tests - failures - errors - skipped;

/* How many passed, failed and were skipped. */
process.stdout.write(
  JSON.stringify({
    'test-results-parser': [parsed.passed, parsed.failed + parsed.errors, parsed.skipped],
    'junit-to-ctrf': [summary.passed, summary.failed, summary.skipped + summary.pending],
    junit2json: [passedOf(json), json.failures + json.errors, json.skipped],
    'junit-report-merger': [passedOf(twice), twice.failures + twice.errors, twice.skipped].map(
      (count) => count / 2,
    ),
  }),
);
