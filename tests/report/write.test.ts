import { mkdtemp, readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReportDefect } from '../../src/report/json';
import { ReportNotWritten, writeReports } from '../../src/report/write';
import { check, report } from './sample-report';

const names = ['report.json', 'report.html', 'junit.xml', 'summary.md'];
const good = report([check('a.one/json')]);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reports-'));
});

test('writes the four reports, makes the directory, and leaves nothing else there', async () => {
  const dir = path.join(folder, 'deep', 'reports');
  expect(await writeReports(good, dir)).toEqual(names.map((name) => path.join(dir, name)));
  expect((await readdir(dir)).sort()).toEqual([...names].sort());
  expect(JSON.parse(await readFile(path.join(dir, 'report.json'), 'utf8'))).toEqual(good);
});

test('a report with a defect leaves the earlier reports as they were', async () => {
  await writeReports(good, folder);
  const before = await readFile(path.join(folder, 'report.json'), 'utf8');
  const bad = { ...good, exitCode: 7 as unknown as 0 };
  await expect(writeReports(bad, folder)).rejects.toThrow(ReportDefect);
  expect(await readFile(path.join(folder, 'report.json'), 'utf8')).toBe(before);
});

test('says what, where and what to do when the directory is a file', async () => {
  const file = path.join(folder, 'taken');
  await writeFile(file, '');
  for (const dir of [file, path.join(file, 'below')]) {
    const refused = writeReports(good, dir);
    await expect(refused).rejects.toThrow(ReportNotWritten);
    await expect(refused).rejects.toThrow(
      /The report directory .*taken.* could not be written: .*--report-dir/,
    );
  }
});

test('says so when a report cannot take its place, and removes what it began', async () => {
  await mkdir(path.join(folder, 'junit.xml'));
  await expect(writeReports(good, folder)).rejects.toThrow(
    /junit\.xml could not be written: there is a directory/,
  );
  expect((await readdir(folder)).sort()).toEqual(['junit.xml']);
});
