import { escapes } from './reference';
import { Secret } from './secret';

/** Every form in which a secret may come back: as it is, escaped, percent-encoded, base64 or hex. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const named = value.replace(
    /[&<>"']/g,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[character] ?? '',
  );
  const partlyNamed = value.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const json = escapes.json(value);
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const url = encodeURIComponent(value);
  return [
    value,
    json,
    json.replaceAll('/', '\\/'),
    ascii,
    escapes.jsonEscapes(value),
    escapes.xml(value),
    escapes.xmlReferences(value),
    named,
    named.replaceAll('&apos;', '&#39;'),
    partlyNamed,
    partlyNamed.replaceAll('"', '&quot;'),
    url,
    url.replaceAll('%20', '+'),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('latin1'),
  ];
}

/** Knows the secrets of a run, those of the configuration and those that answers bring, and hides them in any text. */
export class Masker {
  readonly #masks = new Map<string, string>();
  #pattern: RegExp | undefined;

  add(secret: Secret): Secret {
    const value = secret.reveal();
    if (!this.#masks.has(value)) {
      for (const form of formsOf(value)) if (!this.#masks.has(form)) this.#masks.set(form, secret.mask);
      this.#pattern = undefined;
    }
    return secret;
  }

  mask(text: string): string {
    if (this.#masks.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#masks.keys()]
        .sort((a, b) => b.length - a.length)
        .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, (form) => this.#masks.get(form) ?? '');
  }
}
