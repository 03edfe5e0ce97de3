// The tokens that structured fields share: white space and comments, atoms, quoted strings, phrases, domains, MIME
// tokens. Lenient: obsolete forms are read, and octets beyond ASCII count as letters. RFC 5322 §3.2, §4; RFC 2045 §5.1

const atext = new Uint8Array(256);
const token = new Uint8Array(256);
for (let code = 33; code < 256; code++) {
  if (code === 127) continue;
  const char = String.fromCharCode(code);
  if (!'()<>[]:;@\\,."'.includes(char)) atext[code] = 1;
  if (!'()<>@,;:\\"/[]?='.includes(char)) token[code] = 1;
}

/**
 * A position in the body of a field (one character per octet). Methods that read answer whether what they read was
 * whole, and leave what they read in `value`, whole or not.
 */
export class Scanner {
  readonly text: string;
  at = 0;
  value = '';
  /** The last comment that was passed over, without its parentheses. */
  comment = '';

  constructor(text: string) {
    this.text = text;
  }

  get more(): boolean {
    return this.at < this.text.length;
  }

  /** The next octet; NaN at the end. */
  get next(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Whether the next octet is this character. */
  sees(char: string): boolean {
    return this.text[this.at] === char;
  }

  /** Passes over white space and comments; false when a comment is not closed (then the end is reached). */
  skipCfws(): boolean {
    for (;;) {
      const code = this.next;
      if (code === 32 || code === 9 || code === 13 || code === 10) this.at++;
      else if (code !== 40) return true;
      else if (!this.#skipComment()) return false;
    }
  }

  /** What skipCfws does, and something must follow. */
  skipCfwsToMore(): boolean {
    return this.skipCfws() && this.more;
  }

  atom(): boolean {
    this.value = '';
    if (!this.#seesAtext()) return false;
    this.#run(atext, false);
    return this.skipCfws();
  }

  /** Atoms joined by dots, white space around the dots left out. RFC 5322 §4.4 obs-domain */
  dotAtom(): boolean {
    this.value = '';
    if (!this.#seesAtext()) return false;
    for (;;) {
      this.#run(atext, false);
      if (!this.skipCfws()) return false;
      if (!this.sees('.')) return true;
      this.at++;
      this.value += '.';
      if (!this.skipCfws()) return false;
      if (!this.more) return true;
    }
  }

  /**
   * A quoted string, or atoms and dots: against RFC 5322 §3.2.3 some providers gave out addresses like ".a..b.". No
   * white space behind a dot, against §4.4 obs-local-part: "J. Doe" is a name that lacks its address.
   */
  localPart(): boolean {
    if (this.sees('"')) return this.quotedString();
    this.value = '';
    for (let dots = false; ; dots = true) {
      const from = this.at;
      while (this.sees('.')) this.at++;
      dots ||= this.at > from;
      this.value += this.text.slice(from, this.at);
      if (dots && (!this.more || this.sees('@'))) return true;
      if (!this.#seesAtext()) return false;
      this.#run(atext, false);
      if (!this.skipCfws()) return false;
      if (!this.sees('.')) return true;
    }
  }

  /** A MIME token, perhaps an empty one. RFC 2045 §5.1 */
  token(): boolean {
    this.value = '';
    this.#run(token, false);
    return this.skipCfws();
  }

  /** The next character must be the opening quote. False when it is not closed. */
  quotedString(): boolean {
    this.value = '';
    return this.#quoted();
  }

  /** Words joined by one space each; dots may stand in it. RFC 5322 §4.1 obs-phrase */
  phrase(): boolean {
    this.value = '';
    if (!this.more) return true;
    if (this.sees('.')) return false;
    for (;;) {
      if (this.sees('"')) {
        if (!this.#quoted()) return false;
      } else {
        this.#run(atext, true);
        if (!this.skipCfws()) return false;
      }
      if (!this.more) return true;
      if (!this.#seesAtext() && !this.sees('"') && !this.sees('.')) return true;
      this.value += ' ';
    }
  }

  /** The next character must be the at sign. */
  domain(): boolean {
    this.value = '';
    this.at++;
    if (!this.skipCfwsToMore()) return false;
    return this.sees('[') ? this.#domainLiteral() : this.dotAtom();
  }

  #seesAtext(): boolean {
    return this.more && atext[this.next] === 1;
  }

  #run(set: Uint8Array, dots: boolean): void {
    const from = this.at;
    while (this.more && (set[this.next] === 1 || (dots && this.sees('.')))) this.at++;
    this.value += this.text.slice(from, this.at);
  }

  #quoted(): boolean {
    const { text } = this;
    let from = ++this.at;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === 34) {
        this.value += text.slice(from, this.at++);
        return this.skipCfws();
      }
      if (code === 92) {
        this.value += text.slice(from, this.at);
        from = ++this.at;
      }
    }
    this.at = text.length;
    return false;
  }

  #domainLiteral(): boolean {
    const from = this.at;
    for (; this.more; this.at++) {
      if (this.sees('\\')) this.at++;
      else if (this.sees('[') && this.at > from) return false;
      else if (this.sees(']')) {
        this.value = this.text.slice(from, ++this.at);
        return this.skipCfws();
      }
    }
    this.at = this.text.length;
    return false;
  }

  // Counts its depth instead of recursing: parentheses may nest a million times.
  #skipComment(): boolean {
    const { text } = this;
    let comment = '';
    let depth = 1;
    let from = ++this.at;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === 40) depth++;
      else if (code === 41 && --depth === 0) {
        this.comment = comment + text.slice(from, this.at++);
        return true;
      } else if (code === 92) {
        comment += text.slice(from, this.at);
        from = ++this.at;
      }
    }
    this.at = text.length;
    this.comment = '';
    return false;
  }
}
