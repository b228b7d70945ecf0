/** Under this key the environment of a run holds what declares the selected checks. */
export const declareKey = Symbol.for('identity-conformance.declare');
