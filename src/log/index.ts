// The structured log with its masking of secrets.
export { createLog, type Log, type LogLevel, type LogOptions } from './log.ts';
