/* Lints schemas/openapi.yaml as redocly.yaml says, without asking a registry whether a newer linter is out. */
process.env.REDOCLY_SUPPRESS_UPDATE_NOTICE = 'true';
process.argv.push('lint', '--config', require('node:path').join(__dirname, 'redocly.yaml'));
import('@redocly/cli/bin/cli.js');
