// Rows of text in columns.
import { stripVTControlCharacters } from 'node:util';

/** `<` to the left, `>` to the right; two spaces between columns, none at the end of a line. */
export function formatTable(rows: readonly (readonly string[])[], align: readonly ('<' | '>')[]): string[] {
  const width = (text: string) => [...stripVTControlCharacters(text)].length;
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    align
      .map((side, column) => {
        const cell = row[column] ?? '';
        const padding = ' '.repeat(widths[column]! - width(cell));
        return side === '<' ? cell + padding : padding + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
