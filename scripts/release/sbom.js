/** The sentences on run-time dependencies that a bill of materials (CycloneDX, JSON) leaves out. */
function sbomProblems(text, dependencies) {
  const { bomFormat, components = [] } = JSON.parse(text);
  const named = components.map(({ group, name }) => (group ? `${group}/${name}` : name));
  return [
    ...(bomFormat === 'CycloneDX' ? [] : ['The bill of materials is not of CycloneDX.']),
    ...dependencies
      .filter((name) => !named.includes(name))
      .map((name) => `The bill of materials leaves out ${name}; run npm ci.`),
  ];
}

module.exports = { sbomProblems };
