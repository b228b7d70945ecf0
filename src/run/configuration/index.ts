export { readBaseUrl } from './base-url';
export { ConfigurationError, Problems } from './configuration-error';
export {
  loadConfiguration,
  type ConfigurationFlags,
  type ConfigurationSources,
  type RawConfiguration,
} from './load';
export { readDocument, versionWarning } from './document';
export { keptInput } from './input';
export { nearestName } from './nearest-name';
export { readProfiles } from './profiles';
export { limitSchema } from './schema';
export { configurationTemplate, type Template } from './template';
export { targetNames } from './targets';
