// `casilla version`
import type { Command } from 'commander';
import { type Terminal, writeLine } from '../terminal.ts';
import { versionLine } from '../version.ts';

export function addVersion(program: Command, { say, stdout }: Terminal): void {
  program
    .command('version')
    .description(say('aboutVersion'))
    .action(() => writeLine(stdout, versionLine()));
}
