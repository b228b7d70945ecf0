import { sectionsOfThePage } from './reliability-page';

test('the page has a section for each file of tests, and no other', () => {
  expect(sectionsOfThePage()).toEqual([
    'Below HTTP',
    'Hostile responses',
    'A server that asks for patience',
    'Interrupts and disks',
    'Defects of the suite and of its installation',
    'Secrets',
    'Outputs and inputs',
  ]);
});
