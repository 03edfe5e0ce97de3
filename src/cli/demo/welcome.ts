// What the demo prints: where it listens, who may log in, and three commands to try.
import { formatHostPort } from '../../config/index.ts';
import { formatTable } from '../table.ts';
import { bold, type Terminal } from '../terminal.ts';
import type { DemoAccount } from './accounts.ts';

type Address = { protocol: string; host: string; port: number };

export function formatWelcome(
  addresses: readonly Address[],
  accounts: readonly DemoAccount[],
  directory: { path: string; temporary: boolean },
  terminal: Terminal,
): string {
  const { say } = terminal;
  const at = (protocol: string) => formatHostPort(addresses.find((each) => each.protocol === protocol)!);
  const [first, second] = [accounts[0]!, accounts[1]!];
  const login = `-u ${first.name}:${first.password}`;
  const tries = [
    [say('demoTryList', { name: first.name }), `curl -s ${login} pop3://${at('pop3')}/`],
    [say('demoTryFolders'), `curl -s ${login} imap://${at('imap')}/`],
    [say('demoTryRead'), `curl -sk ${login} pop3s://${at('pop3s')}/1`],
    [
      say('demoTrySend', { name: second.name }),
      `printf 'Subject: hola\\r\\n\\r\\nhola\\r\\n' | curl -s smtp://${at('smtp')} --mail-from me@example.org --mail-rcpt ${second.name}@localhost -T -`,
    ],
  ] as const;
  const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    bold(terminal, say('demoServers')),
    ...indent(
      formatTable(
        addresses.map((each) => [each.protocol, formatHostPort(each)]),
        ['<', '<'],
      ),
    ),
    '',
    bold(terminal, say('demoAccounts')),
    ...indent(
      formatTable(
        accounts.map(({ name, password }) => [name, password]),
        ['<', '<'],
      ),
    ),
    '',
    bold(terminal, say('demoTry')),
    ...indent(tries.flatMap(([what, command]) => [`# ${what}`, command])),
    '',
    say(directory.temporary ? 'demoTemporary' : 'demoKept', { directory: directory.path }),
  ].join('\n');
}
