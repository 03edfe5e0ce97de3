// One sentence in both languages of the house, and how its placeholders are filled.

/** `{name}` is a placeholder, `{NAME}` is not; both languages have the same ones. */
export type Text = { readonly en: string; readonly es: string };

export type Language = keyof Text;

/** The names of the placeholders in a template. */
export type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends Uncapitalize<Name> ? Name : never) | Placeholder<Rest>
  : never;

/** Puts the values in the places of their names; a name without a value stays as it is. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-z][A-Za-z]*)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
