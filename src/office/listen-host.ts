// `*` in the settings is every address of the machine, IPv6 and IPv4: for a socket, that is no address at all.

export function hostOf(host: string): { host?: string } {
  return host === '*' ? {} : { host };
}
