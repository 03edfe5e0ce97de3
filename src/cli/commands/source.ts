// `casilla source …`
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { addSourceAdd } from './source-add.ts';
import { addSourceCheck } from './source-check.ts';
import { addSourceEdit } from './source-edit.ts';
import { addSourceList } from './source-list.ts';
import { addSourcePlan } from './source-plan.ts';
import { addSourceProbe } from './source-probe.ts';
import { addSourceRemove } from './source-remove.ts';
import { addSourceShow } from './source-show.ts';

export function addSource(program: Command, terminal: Terminal): void {
  const source = program.command('source').description(terminal.say('aboutSource'));
  addSourceAdd(source, terminal);
  addSourceList(source, terminal);
  addSourceShow(source, terminal);
  addSourceEdit(source, terminal);
  addSourceRemove(source, terminal);
  addSourceProbe(source, terminal);
  addSourcePlan(source, terminal);
  addSourceCheck(source, terminal);
}
