/** Words by which programs that clean archives say so: `[password redacted]`, `***REMOVED***`. */
const words =
  /(?:^|[^a-z])(?:redacted|removed|filtered|masked|hidden|sanitized|sanitised|scrubbed|censored|obfuscated|anonymized|anonymised|stripped)(?:$|[^a-z])/i;

/** One sign over and over; a longer one is sent to try a length. */
const repeated = /^([*xX•●∗█#._?-])\1{2,39}$/u;

/** A name in brackets that stands for a value: `[password]`, `<secret>`, `{{api_key}}`. */
const placeholder = /^(?:\[[\w -]+\]|<[\w -]+>|\{\{[^{}]+\}\}|\$\{[^{}]+\})$/;

/** Whether a value is plainly what stands in the place of another one. */
export function looksRedacted(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > 100) return false;
  return repeated.test(text) || placeholder.test(text) || words.test(text);
}
