// What an IMAP server said, cut into responses: literals stand whole in them. RFC 9051 §2.2.2

/** `responses`: without their last CRLF. `rest`: what is no whole response. */
export function splitResponses(text: string): { responses: string[]; rest: string } {
  const responses: string[] = [];
  let start = 0;
  for (let at = 0; ; ) {
    const end = text.indexOf('\r\n', at);
    if (end < 0) return { responses, rest: text.slice(start) };
    const literal = /~?\{(\d+)\}$/.exec(text.slice(start, end));
    at = end + 2;
    if (literal) at += Number(literal[1]);
    else {
      responses.push(text.slice(start, end));
      start = at;
    }
  }
}
