// Writes docs/config.md from the schema; with --check, says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatManual } from '../config/index.ts';

const file = fileURLToPath(new URL('../../docs/config.md', import.meta.url));
const nowhere = { env: {}, directory: '/', home: '/', hostname: 'localhost', root: false };
const manual = formatManual('en', nowhere).replace(
  '\n',
  '\n\n<!-- Made by `npm run docs`: change src/config/schema.ts instead. -->\n',
);

if (!process.argv.includes('--check')) writeFileSync(file, manual);
else if (readFileSync(file, 'utf8') !== manual) {
  console.error('docs/config.md is not current: run `npm run docs`');
  process.exitCode = 1;
}
