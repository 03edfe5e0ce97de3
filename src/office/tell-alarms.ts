// What the log says of a run of a source: a warning for each trouble when it begins, a line when it ends, and what was
// done. Secrets are masked in reports already; letters are not in them.

import type { Alarm, Report } from '../collector/index.ts';
import type { Log } from '../log/index.ts';

export function tellRun(report: Report, account: string, log: Log): void {
  const { name, listed, stored, repeated, aside, left, waiting, deleted, freedOctets, octets } = report;
  const of = { account, source: name };
  for (const alarm of report.alarms) tellAlarm(alarm, of, log);
  const counts = { listed, stored, repeated, aside, left, waiting, deleted, freedOctets, octets };
  const milliseconds = report.endedAt - report.startedAt;
  const cause = report.trouble?.cause;
  const fields = { ...of, ...counts, listing: report.listing, milliseconds, ...(cause && { cause }) };
  const isNews = stored + repeated + aside + deleted > 0;
  log[isNews ? 'info' : 'debug'](fields, 'collected');
}

function tellAlarm(raised: Alarm, of: { account: string; source: string }, log: Log): void {
  const { alarm, ...more } = raised;
  if (alarm === 'trouble') {
    const { cause, remedy, command, reply } = raised.trouble;
    const words = { ...(command && { command }), ...(reply && { reply }) };
    log.warn({ ...of, cause, remedy, ...words }, 'a source has a trouble');
  } else if (alarm === 'recovered') log.info(of, 'the trouble of a source is over');
  else if (alarm === 'unique-ids-changed')
    log.info({ ...of, alarm, ...more }, 'the unique-ids of a source changed');
  else log.warn({ ...of, alarm, ...more }, 'a source needs to be looked at');
}
