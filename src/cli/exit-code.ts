// The exit codes of the command line: those of sysexits.h, which scripts and mail servers know.

export const exitCode = {
  ok: 0,
  /** The command was used wrongly. */
  usage: 64,
  /** What was given, or what is stored, is wrong. */
  data: 65,
  /** A file that was named cannot be read. */
  noInput: 66,
  /** There is nobody of that name. */
  noUser: 67,
  /** What is needed is busy or does not answer. */
  unavailable: 69,
  /** A fault of ours, or of the runtime. */
  software: 70,
  /** The data directory cannot be made or written. */
  cannotCreate: 73,
  /** The disk is full, or reading and writing fail. */
  io: 74,
  /** Try again later. */
  temporary: 75,
  noPermission: 77,
  /** The settings are wrong. */
  config: 78,
  /** 128 + SIGINT: interrupted by the person. POSIX sh convention. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
