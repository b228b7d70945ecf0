const [bracket, brace, comma, less, slash, equals] = [...'[{,</='].map((each) => each.charCodeAt(0));

/**
 * Whether a body may hold more values, elements and attributes than a limit, so that its tree could take hundreds of
 * megabytes. They are counted by the marks before them, without reading the body, and rather too many than too few.
 *
 * @param most limits.maxValues
 */
export function hasTooManyParts(body: Buffer, most: number): boolean {
  if (body.length <= most) return false;
  let parts = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === bracket || byte === brace || byte === comma || byte === equals) parts += 1;
    else if (byte === less && body[at + 1] !== slash) parts += 1;
  }
  return parts > most;
}
