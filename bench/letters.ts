// Letters for the load: their sizes are spread as in real mailboxes (log-normal, 22 KB in the mean), no two are the
// same, and the same seed always gives the same ones, so that every server is given the same work.

const mean = 22_000;
/** Spread of the logarithm: half of the letters are below 9.5 KB, one in a hundred is above 190 KB. */
const sigma = 1.3;
const largest = 1_000_000;

/** A small, seeded source of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lines of 76 characters to cut bodies from; each of the lines is 78 octets with its CRLF. */
const paper = (() => {
  const next = random(1939);
  const lines = Array.from({ length: 40_000 }, () => {
    const line = Array.from({ length: 19 }, () => Math.floor(next() * 2 ** 24));
    return line.map((triple) => Buffer.from([triple >> 16, triple >> 8, triple]).toString('base64')).join('');
  });
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
})();

/** Letter number `index` of the series `seed`. Ends with CRLF. */
export function letter(seed: number, index: number): Buffer {
  const next = random(seed * 1_000_003 + index);
  const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const octets = Math.min(largest, Math.exp(Math.log(mean) - sigma ** 2 / 2 + sigma * normal));
  const lines = Math.max(1, Math.round(octets / 78));
  const first = Math.floor(next() * (40_000 - lines));
  const head = Buffer.from(
    `From: Ana Pérez <ana@client.example>\r\nTo: luis@localhost\r\nSubject: Letter ${index} of ${seed}\r\n` +
      `Date: Tue, 3 Nov 2026 10:00:00 +0100\r\nMessage-ID: <${seed}.${index}@client.example>\r\nMIME-Version: 1.0\r\n` +
      'Content-Type: text/plain; charset=utf-8\r\n\r\n',
  );
  return Buffer.concat([head, paper.subarray(first * 78, (first + lines) * 78)]);
}

/** A letter of at least `octets`: for the memory of large letters. */
export function largeLetter(octets: number, index: number): Buffer {
  const head = Buffer.from(`From: ana@client.example\r\nSubject: Large ${index}\r\n\r\n`);
  return Buffer.concat([head, ...Array.from({ length: Math.ceil(octets / paper.length) }, () => paper)]);
}
