// `casilla demo`: everything on high loopback ports, with a self-signed certificate, two accounts and letters.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Settings } from '../../config/index.ts';
import type { Log } from '../../log/index.ts';
import type { AdministrationError, OfficeError } from '../../office/index.ts';
import { demoAccounts } from '../demo/accounts.ts';
import { demoLetters } from '../demo/letters.ts';
import { formatWelcome } from '../demo/welcome.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { settingsFrom } from '../settings-options.ts';
import { type OfficeDoor, type Terminal, writeLine } from '../terminal.ts';
import { hearStop, untilStopped } from '../until-stopped.ts';

/** Tried first, so that a mail program set up once finds the next demo too. */
const usualPorts = {
  pop3: 11_110,
  pop3s: 11_995,
  imap: 11_143,
  imaps: 11_993,
  smtp: 11_025,
  lmtp: 11_024,
} as const;

export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description(terminal.say('aboutDemo'))
    .option('--data <DIR>', terminal.say('optionDemoData'))
    .action(async ({ data }: { data?: string }) => {
      if (data !== undefined) return demo(data, false, terminal);
      const temporary = mkdtempSync(join(tmpdir(), 'casilla-demo-'));
      try {
        await demo(temporary, true, terminal);
      } finally {
        rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
      }
    });
}

async function demo(data: string, temporary: boolean, terminal: Terminal): Promise<void> {
  const { say, stdout, signals, language, now } = terminal;
  const stop = hearStop(terminal);
  // Closing the terminal ends a demo in order too: its directory must go.
  const hangup = () => stop.ask();
  signals.on('SIGHUP', hangup);
  const log = terminal.openLog('warn');
  try {
    const door = await terminal.office();
    const settings = demoSettings(data, usualPorts, terminal);
    const office = await startSomewhere(door, settings, log, terminal);
    try {
      const { accounts, isNew } = await accountsOf(settings, door, log, terminal);
      if (isNew)
        for (const { sender, recipient, octets } of demoLetters(language, now()))
          await office.deliver({ sender, recipients: [recipient], octets });
      const directory = { path: settings.data, temporary };
      if (!stop.wasAsked())
        await writeLine(stdout, formatWelcome(office.addresses, accounts, directory, terminal));
    } catch (error) {
      await office.stop();
      throw error;
    }
    await untilStopped(office, stop, log, terminal);
    await writeLine(stdout, say('demoStopped'));
  } finally {
    stop.forget();
    signals.off('SIGHUP', hangup);
  }
}

type Ports = Readonly<Record<keyof typeof usualPorts, number>>;

/** Nothing but ours: a demo reads no file and no environment, /dev/null being an empty TOML file. */
function demoSettings(data: string, ports: Ports, terminal: Terminal): Settings {
  const listen = Object.entries(ports).map(([protocol, port]) => `${protocol}.listen=127.0.0.1:${port}`);
  const set = [...listen, 'hostname=localhost', 'domains=localhost', 'store.reserve=1MiB', 'log.level=warn'];
  const around = { ...terminal.around, env: { LANG: terminal.language } };
  return settingsFrom({ config: '/dev/null', data, set }, { ...terminal, around });
}

async function startSomewhere(door: OfficeDoor, settings: Settings, log: Log, terminal: Terminal) {
  try {
    return await door.startOffice(settings, { log });
  } catch (error) {
    if ((error as OfficeError).code !== 'port-in-use') throw error;
    const free = { pop3: 0, pop3s: 0, imap: 0, imaps: 0, smtp: 0, lmtp: 0 };
    return door.startOffice(demoSettings(settings.data, free, terminal), { log });
  }
}

async function accountsOf(settings: Settings, door: OfficeDoor, log: Log, { say }: Terminal) {
  await using administration = await door.openAdministration(settings, { log });
  return await demoAccounts(settings.data, administration).catch((error: AdministrationError) => {
    if (error.code !== 'exists') throw error;
    throw new Failure(exitCode.data, say('demoForeign', { directory: settings.data }), { cause: error });
  });
}
