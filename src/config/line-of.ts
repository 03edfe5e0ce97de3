// In which line of a TOML text a key stands. A hint for an error: it reads lines, not the grammar, and is allowed to
// be fooled by a text over several lines that looks like a key.

const plain = (name: string) => name.replace(/["'\s]/g, '');

/** Counted from 1; null when no line looks like it (in an inline table, for example). */
export function lineOf(text: string, name: string): number | null {
  let table = '';
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[+([^\]]+)\]+\s*(?:#.*)?$/.exec(line);
    const key =
      /^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(
        line,
      );
    if (header !== null) table = `${plain(header[1]!)}.`;
    else if (key !== null && table + plain(key[1]!) === name) return index + 1;
  }
  return null;
}
