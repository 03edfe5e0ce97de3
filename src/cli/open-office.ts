// The office that the settings name: the running one, or its store, opened here.
import type { SettingsOptions } from '../config/index.ts';
import type { Administration, OpenLetters, OpenSources } from '../office/index.ts';
import { settingsFrom } from './settings-options.ts';
import type { Terminal } from './terminal.ts';

/** Throws Failure for bad settings, OfficeError and AdministrationError for what is in the way. */
export async function openOffice(options: SettingsOptions, terminal: Terminal): Promise<Administration> {
  const settings = settingsFrom(options, terminal);
  const { openAdministration } = await terminal.office();
  return openAdministration(settings, { log: terminal.openLog('warn') });
}

/** The letters of that office: throws the same. */
export async function openLetters(options: SettingsOptions, terminal: Terminal): Promise<OpenLetters> {
  const settings = settingsFrom(options, terminal);
  const office = await terminal.office();
  return office.openLetters(settings, { log: terminal.openLog('warn') });
}

/** The sources of that office: throws the same. */
export async function openSources(options: SettingsOptions, terminal: Terminal): Promise<OpenSources> {
  const settings = settingsFrom(options, terminal);
  const office = await terminal.office();
  return office.openSources(settings, { log: terminal.openLog('warn') });
}
