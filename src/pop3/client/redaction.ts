// Takes secrets out of what is shown: a server may send back what it was told.

const mask = '****';
/** A secret shorter than this would turn every word into stars; what we send is masked by where it stands. */
const shortest = 4;

export class Redaction {
  #shown: string[] = [];

  /** From now on masked, as it is, as UTF-8 in Latin-1, and in base64. */
  add(secret: string): void {
    if (secret.length < shortest) return;
    const octets = Buffer.from(secret, 'utf8');
    this.#shown.push(secret, octets.toString('latin1'), octets.toString('base64').replace(/=+$/, ''));
    // The longest first: a part that is masked would hide the whole.
    this.#shown = [...new Set(this.#shown)].sort((one, other) => other.length - one.length);
  }

  mask(text: string): string {
    return this.#shown.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
  }
}
