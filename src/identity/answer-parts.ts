/** Values, elements and attributes of an answer that are read; a catalogue of 10,000 services has less than half of them. */
export const mostParts = 250_000;

const [bracket, brace, comma, less, slash, equals] = [...'[{,</='].map((each) => each.charCodeAt(0));

/**
 * Whether a body may hold so many values, elements or attributes that its tree takes hundreds of megabytes. They are
 * counted by the marks before them, without reading the body, and rather too many than too few.
 */
export function hasTooManyParts(body: Buffer): boolean {
  if (body.length <= mostParts) return false;
  let parts = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === bracket || byte === brace || byte === comma || byte === equals) parts += 1;
    else if (byte === less && body[at + 1] !== slash) parts += 1;
  }
  return parts > mostParts;
}
