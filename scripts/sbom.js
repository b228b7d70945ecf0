/*
 * Prints the bill of materials (CycloneDX) of what is installed with the package. npm's own --omit=dev would leave out
 * what the workshop uses too, such as Jest, so that its marks are read here.
 */
const { execSync } = require('node:child_process');
const { join } = require('node:path');

const printed = execSync('npm sbom --sbom-format=cyclonedx', {
  cwd: join(__dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
const bill = JSON.parse(printed);
const ofTheWorkshop = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
const left = new Set(bill.components.filter(ofTheWorkshop).map((component) => component['bom-ref']));
const components = bill.components.filter((component) => !left.has(component['bom-ref']));
const dependencies = bill.dependencies
  .filter(({ ref }) => !left.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => !left.has(other)) }));
process.stdout.write(`${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
