// The seeds of the letters: what lies in the maildrops, and what each round delivers anew.
export const series = { maildrop: 1, delivery: 100, append: 200 };
