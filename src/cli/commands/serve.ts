// `casilla serve`
import type { Command } from 'commander';
import {
  checkFiles,
  formatHostPort,
  formatProblem,
  loadSettings,
  type Settings,
  type SettingsOptions,
} from '../../config/index.ts';
import type { Log } from '../../log/index.ts';
import type { startOffice } from '../../office/index.ts';
import { addSettingsOptions, problemsFailure, settingsFrom } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { hearStop, untilStopped } from '../until-stopped.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;

export function addServe(program: Command, terminal: Terminal): void {
  const command = program.command('serve').description(terminal.say('aboutServe'));
  addSettingsOptions(command, terminal).action(async (options: SettingsOptions) => {
    const settings = settingsFrom(options, terminal);
    const problems = checkFiles(settings);
    if (problems.length > 0) throw problemsFailure(problems, terminal);
    terminal.keepMemorySteady();
    await serve(settings, options, terminal);
  });
}

async function serve(settings: Settings, options: SettingsOptions, terminal: Terminal): Promise<void> {
  const { signals, stdout } = terminal;
  const log = terminal.openLog(settings.log.level);
  // Heard from before the start: a signal during it must not kill a process that owns a store.
  const stop = hearStop(terminal);
  let office: Office | undefined;
  const hangup = () => void (office && reload(office, options, log, terminal));
  signals.on('SIGHUP', hangup);
  try {
    const { startOffice } = await terminal.office();
    office = await startOffice(settings, { log });
    if (!stop.wasAsked()) await writeLine(stdout, formatReady(office.addresses));
    await untilStopped(office, stop, log, terminal);
  } finally {
    stop.forget();
    signals.off('SIGHUP', hangup);
  }
}

/** `pop3 127.0.0.1:41233` a line for each address, then `ready`. Scripts read this: it is a contract. */
export function formatReady(addresses: Office['addresses']): string {
  return [...addresses.map((each) => `${each.protocol} ${formatHostPort(each)}`), 'ready'].join('\n');
}

/** Takes new settings as a whole or not at all. Never rejects. */
async function reload(
  office: Office,
  options: SettingsOptions,
  log: Log,
  { around, language }: Terminal,
): Promise<void> {
  const loaded = loadSettings(options, around);
  const problems = loaded.ok ? checkFiles(loaded.settings) : loaded.problems;
  if (!loaded.ok || problems.length > 0) {
    const found = problems.map((problem) => formatProblem(problem, language));
    log.error({ problems: found }, 'the new settings are wrong: the old ones stay');
    return;
  }
  try {
    await office.reload(loaded.settings);
  } catch (err) {
    log.error({ err }, 'the new settings cannot be used: the old ones stay');
  }
}
