/** What an exception that nobody expected does to a request: the server answers it with a 500. */
export function crash(): never {
  throw new Error('This server did not expect that.');
}
