/** Under this key the environment of a spec holds the words, loaded once for all specs. */
export const wordsKey = Symbol.for('identity-conformance.words');
