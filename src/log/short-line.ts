// One line of the log as a person at a terminal reads it: `12:03:04 info  listening  protocol=pop3 port=110`.

/** Control characters and the like are written as escapes: a peer must not move the cursor of whoever reads. */
const harmless = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);

const formatValue = (value: unknown) => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return harmless(/^[^\s"=]+$/.test(text) || typeof value !== 'string' ? text : JSON.stringify(text));
};

/** `line` is one of ours, as JSON. The stack of an error follows on lines of its own. */
export function formatShortLine(line: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const pairs = Object.entries(fields).map(([name, value]) => `${harmless(name)}=${formatValue(value)}`);
  const head = [clock, String(level).padEnd(5), harmless(String(msg ?? '')), ...pairs].join(' ');
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? String(err.stack) : undefined;
  const trouble = stack ?? (err === undefined ? undefined : formatValue(err));
  return trouble === undefined
    ? `${head}\n`
    : `${head}\n${trouble
        .split('\n')
        .map((each) => `  ${harmless(each)}\n`)
        .join('')}`;
}
