// What is wrong only when two settings are seen side by side.
import { formatHostPort } from './host-port.ts';
import type { Place, Problem } from './problem.ts';
import type { Key } from './schema.ts';
import type { Settings } from './settings.ts';

/** `places` says where each key was written; those missing have their defaults. Keys in `bad` have no true value. */
export function checkTogether(
  settings: Settings,
  places: Partial<Record<Key, Place>>,
  bad: ReadonlySet<Key>,
): Problem[] {
  const problems: Problem[] = [];
  const placeOf = (...keys: Key[]) =>
    keys.map((key) => places[key]).find(Boolean) ?? ({ at: 'default' } as const);

  const { certificate, key } = settings.tls;
  if (certificate.length !== key.length && !bad.has('tls.certificate') && !bad.has('tls.key')) {
    const place = placeOf('tls.certificate', 'tls.key');
    problems.push({ kind: 'unpaired', place, certificates: certificate.length, keys: key.length });
  }

  const taken = new Map<string, Key>();
  for (const protocol of ['pop3', 'pop3s', 'imap', 'imaps', 'smtp', 'lmtp'] as const) {
    const name = `${protocol}.listen` as const;
    if (bad.has(name)) continue;
    for (const listen of settings[protocol].listen) {
      if (listen.port === 0) continue;
      const address = formatHostPort(listen);
      const other = taken.get(address);
      if (other === undefined) taken.set(address, name);
      else problems.push({ kind: 'taken-twice', place: placeOf(name, other), key: name, address, other });
    }
  }
  return problems;
}
