import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inProject } from '../../src/contract/package-files';

interface Part {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly description?: string };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly Part[];
}

const folder = inProject('.github', 'ISSUE_TEMPLATE');
const files = readdirSync(folder);
const read = (file: string) => parse(readFileSync(`${folder}/${file}`, 'utf8')) as Form;
const asked = (form: Form) => form.body.flatMap(({ id }) => id ?? []);

test('there is a form for each kind of report', () => {
  expect(files.sort()).toEqual(['bug.yml', 'false-alarm.yml', 'missed-deviation.yml']);
});

// GitHub leaves out a form that it cannot read, and says so to nobody.
test.each(files)('%s is a form that GitHub takes', (file) => {
  const form = read(file);
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  for (const { type, attributes } of form.body) {
    expect(['markdown', 'input', 'textarea', 'checkboxes']).toContain(type);
    expect(typeof (type === 'markdown' ? attributes.value : attributes.label)).toBe('string');
  }
  const labels = form.body.flatMap(({ attributes }) => attributes.label ?? []);
  expect(new Set(labels).size).toBe(labels.length);
  expect(new Set(asked(form)).size).toBe(asked(form).length);
});

test.each(files)('%s asks for what is needed, and for a second look at the report', (file) => {
  const form = read(file);
  expect(asked(form)).toEqual(
    expect.arrayContaining(['version', 'expected', 'received', 'report', 'looked']),
  );
  if (file !== 'bug.yml') expect(asked(form)).toContain('sentence');
  expect(form.body.find(({ id }) => id === 'report')?.attributes.description).toMatch(/masked[^]*once more/);
});
