import { continuesName, isCharacter, startsName } from './name-characters';

/**
 * Limits beyond which libxml2 takes too long or too much memory. Documents of the contract have a hundredth of these.
 */
const most = { attributes: 1000, namespaces: 1000, oddSpaces: 1000, faults: 50, depth: 256 };

/** What a look at a document finds, before a parser sees it. */
type Flood =
  | { readonly tooMany: string }
  /** After this position the document only has further faults. */
  | { readonly faultyUntil: number };

/**
 * Looks for what makes libxml2 slow or large: it compares each attribute of an element with all others, each prefix
 * with all namespaces, and keeps every error of a document. It is not a parser: it counts what may be a fault, in one
 * pass, and a document with more than a few of those is not well-formed.
 */
export function floodIn(text: string): Flood | undefined {
  return new Look(text).flood();
}

interface Open {
  readonly name: string;
  readonly prefixes: readonly string[];
}

class Look {
  readonly #open: Open[] = [];
  readonly #prefixes = new Map<string, number>([['xml', 1]]);
  #at = 0;
  #faults = 0;
  #namespaces = 0;
  #oddSpaces = 0;
  readonly #ids = new Set<string>();
  #tooMany: string | undefined;

  constructor(readonly text: string) {}

  flood(): Flood | undefined {
    const { text } = this;
    while (this.#at < text.length && this.#open.length <= most.depth) {
      if (text.charCodeAt(this.#at) === 0x3c) this.#markup();
      else this.#characters();
      if (this.#tooMany !== undefined) return { tooMany: this.#tooMany };
      if (this.#faults > most.faults) return { faultyUntil: this.#at };
    }
    return undefined;
  }

  #characters(): void {
    const { text } = this;
    while (this.#at < text.length && this.#faults <= most.faults) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x3c) return;
      if (code === 0x26) this.#reference();
      else {
        if (!isAllowed(code) || (code === 0x5d && text.startsWith(']]>', this.#at))) this.#faults += 1;
        this.#at += 1;
      }
    }
  }

  #reference(): void {
    const known = /&(?:#(\d{1,8})|#x([\da-fA-F]{1,7})|amp|lt|gt|quot|apos);/y;
    known.lastIndex = this.#at;
    const match = known.exec(this.text);
    const [, decimal, hexadecimal] = match ?? [];
    const code = decimal === undefined ? parseInt(hexadecimal ?? '20', 16) : Number(decimal);
    if (!match || !isCharacter(code)) this.#faults += 1;
    this.#at = match ? known.lastIndex : this.#at + 1;
  }

  #markup(): void {
    const { text } = this;
    if (text.startsWith('<!--', this.#at)) this.#pass('<!--', '-->', '--');
    else if (text.startsWith('<![CDATA[', this.#at)) this.#pass('<![CDATA[', ']]>');
    else if (this.#isInstruction()) this.#pass('<?', '?>');
    else if (text.startsWith('</', this.#at)) this.#endTag();
    else if (startsName(text.charCodeAt(this.#at + 1))) this.#startTag();
    else this.#fault();
  }

  #isInstruction(): boolean {
    if (!this.text.startsWith('<?', this.#at)) return false;
    return isTarget(this.text.slice(this.#at + 2, this.#at + 2 + longestTarget), this.#at === 0);
  }

  #fault(): void {
    this.#faults += 1;
    this.#at += 1;
  }

  /** Skips a construct up to its end mark. */
  #pass(begin: string, end: string, forbidden?: string): void {
    const { text } = this;
    const from = this.#at + begin.length;
    const found = text.indexOf(end, from);
    const to = found < 0 ? text.length : found;
    if (found < 0) this.#faults += 1;
    for (let at = from; at < to && this.#faults <= most.faults; at += 1) {
      const isForbidden = forbidden !== undefined && text.startsWith(forbidden, at);
      if (isForbidden || !isAllowed(text.charCodeAt(at))) this.#faults += 1;
      this.#at = at;
    }
    if (this.#faults <= most.faults) this.#at = Math.min(text.length, to + end.length);
  }

  #endTag(): void {
    this.#at += 2;
    const name = this.#name();
    this.#spaces();
    if (this.text.charAt(this.#at) === '>') this.#at += 1;
    else this.#faults += 1;
    const last = this.#open.pop();
    if (last?.name !== name) this.#faults += 1;
    last?.prefixes.forEach((prefix) => this.#declare(prefix, -1));
  }

  #startTag(): void {
    this.#at += 1;
    const name = this.#name();
    const attributes = new Set<string>();
    const declared: string[] = [];
    let count = 0;
    while (this.#faults <= most.faults) {
      const hadSpace = this.#spaces();
      if (!startsName(this.text.charCodeAt(this.#at))) break;
      const attribute = this.#name();
      const value = this.#attributeValue();
      if (
        !hadSpace ||
        attributes.has(attribute) ||
        (attribute.startsWith('xml:') && !this.#isUsual(attribute, value))
      )
        this.#faults += 1;
      attributes.add(attribute);
      if (attribute === 'xmlns' || attribute.startsWith('xmlns:')) {
        this.#namespaces += 1;
        declared.push(attribute.slice('xmlns:'.length));
      }
      count += 1;
      if (count > most.attributes) this.#tooMany = `An element has more than ${most.attributes} attributes.`;
      if (this.#namespaces > most.namespaces)
        this.#tooMany = `The document declares more than ${most.namespaces} namespaces.`;
      if (this.#tooMany !== undefined) return;
    }
    declared.forEach((prefix) => this.#declare(prefix, 1));
    for (const qualified of [name, ...attributes]) if (!this.#isDeclared(qualified)) this.#faults += 1;
    const isEmpty = this.text.startsWith('/>', this.#at);
    if (isEmpty) this.#at += 2;
    else if (this.text.charAt(this.#at) === '>') this.#at += 1;
    else this.#faults += 1;
    if (isEmpty) declared.forEach((prefix) => this.#declare(prefix, -1));
    else this.#open.push({ name, prefixes: declared });
  }

  /** A name with its prefix, as far as it is one. */
  #name(): string {
    const from = this.#at;
    const { text } = this;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (!continuesName(code) && code !== 0x3a) break;
      this.#at += 1;
    }
    return text.slice(from, this.#at);
  }

  #attributeValue(): string {
    const { text } = this;
    this.#spaces();
    if (text.charAt(this.#at) === '=') this.#at += 1;
    else this.#faults += 1;
    this.#spaces();
    const quote = text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") {
      this.#faults += 1;
      return '';
    }
    this.#at += 1;
    const from = this.#at;
    while (this.#at < text.length && this.#faults <= most.faults) {
      const character = text.charAt(this.#at);
      if (character === quote) break;
      if (character === '&') this.#reference();
      else {
        if (character === '<' || !isAllowed(text.charCodeAt(this.#at))) this.#faults += 1;
        this.#at += 1;
      }
    }
    const value = text.slice(from, this.#at);
    this.#at += 1;
    return value;
  }

  /** Whether libxml2 reports nothing about an attribute in the predeclared namespace. */
  #isUsual(name: string, value: string): boolean {
    if (name === 'xml:space' && value !== 'default' && value !== 'preserve') this.#oddSpaces += 1;
    if (this.#oddSpaces > most.oddSpaces)
      this.#tooMany = `More than ${most.oddSpaces} attributes xml:space are neither default nor preserve.`;
    if (name !== 'xml:id') return true;
    const isNew = this.#ids.size < this.#ids.add(value).size;
    return (
      isNew &&
      startsName(value.charCodeAt(0)) &&
      [...value].every((each) => continuesName(each.charCodeAt(0)))
    );
  }

  #spaces(): boolean {
    const from = this.#at;
    while (isSpace(this.text.charCodeAt(this.#at))) this.#at += 1;
    return this.#at > from;
  }

  #declare(prefix: string, times: number): void {
    this.#prefixes.set(prefix, (this.#prefixes.get(prefix) ?? 0) + times);
  }

  #isDeclared(qualified: string): boolean {
    const colon = qualified.indexOf(':');
    if (colon < 0 || qualified.startsWith('xmlns:')) return true;
    const isName = startsName(qualified.charCodeAt(colon + 1)) && !qualified.includes(':', colon + 1);
    return isName && (this.#prefixes.get(qualified.slice(0, colon)) ?? 0) > 0;
  }
}

/** Characters of an instruction that are looked at for its target. */
const longestTarget = 64;

/** Whether an instruction begins with a target; `xml` is one only at the start of a document. */
function isTarget(text: string, isFirst: boolean): boolean {
  const target = /^[^\s?]+/.exec(text)?.[0] ?? '';
  const isName =
    target.length >= longestTarget ||
    (startsName(target.charCodeAt(0)) && [...target].every((each) => continuesName(each.charCodeAt(0))));
  return isName && (isFirst || target.toLowerCase() !== 'xml');
}

/** Whether a UTF-16 unit may stand in a document; half a pair was refused before. */
function isAllowed(code: number): boolean {
  return (code >= 0xd800 && code <= 0xdfff) || isCharacter(code);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa || code === 0xd || code === 0x9;
}
