// What a run of a source says in the end.
import type { Report } from '../collector/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { formatOctets } from './octets.ts';
import type { Terminal } from './terminal.ts';
import { troubleExit } from './trouble-text.ts';

export function formatReconciliation(report: Report, { say, language }: Terminal): string {
  const { listed, known, stored, repeated, waiting, freedOctets, left, aside } = report;
  const number = (count: number) => count.toLocaleString(language, { useGrouping: 'always' });
  const line = say('reconciliation', {
    listed: number(listed),
    stored: number(Math.min(listed, known + stored + repeated)),
    fresh: number(stored),
    repeated: number(repeated),
    waiting: number(waiting),
    freed: formatOctets(freedOctets, language),
  });
  const more = [
    left > 0 ? say('reconciliationLeft', { left: number(left) }) : '',
    aside > 0 ? say('reconciliationAside', { aside: number(aside) }) : '',
  ];
  return line + more.join('');
}

/** 65 also where the run went on over a letter that had to be set aside. */
export function reportExit({ trouble, aside }: Pick<Report, 'trouble' | 'aside'>): ExitCode {
  if (trouble !== undefined) return troubleExit(trouble);
  return aside > 0 ? exitCode.data : exitCode.ok;
}
