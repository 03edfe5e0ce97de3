// The command line as a process: its streams, its signals, its exit code.
import { languageOf, surroundings } from '../config/index.ts';
import { createLog } from '../log/index.ts';
import { exitCode } from './exit-code.ts';
import { keepMemoryLittle, keepMemorySteady } from './little-memory.ts';
import { run } from './run.ts';
import { speaker } from './texts.ts';

export async function runProcess(): Promise<void> {
  endWithLauncher();
  const { env, stdout } = process;
  const language = languageOf(env);
  const say = speaker(language);
  // A fault outside of any command: the store survives a sudden end, and nothing else can be trusted.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`casilla: ${say('internal')}\n${error?.stack ?? error}\n`);
    process.exit(exitCode.software);
  });
  // A reader that went away (`casilla account list | head -1`) is no fault: what is written is dropped.
  for (const output of [process.stdout, process.stderr])
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  process.exitCode = await run(process.argv.slice(2), {
    language,
    say,
    around: surroundings(),
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    // https://no-color.org: any value but the empty one.
    color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    signals: process,
    office: () => import('../office/index.ts'),
    openLog: (level) => createLog({ level }),
    keepMemoryLittle,
    keepMemorySteady,
    now: Date.now,
    abort: (code) => process.exit(code),
  });
}

/**
 * bin/casilla on an old Node cannot become this process and runs it as its child. Who kills it with SIGKILL means the
 * server: when the channel to it closes, or has closed already, this process ends as abruptly.
 */
function endWithLauncher(): void {
  const launcher = process.env.CASILLA_LAUNCHER;
  delete process.env.CASILLA_LAUNCHER;
  if (launcher === undefined) return;
  const end = () => void process.kill(process.pid, 'SIGKILL');
  if (launcher !== String(process.ppid) || !process.connected) end();
  process.on('disconnect', end);
  process.channel?.unref();
}
