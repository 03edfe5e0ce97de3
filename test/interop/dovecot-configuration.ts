// The configuration file of a Dovecot 2.3 that keeps everything it writes in one directory: one password opens
// every account, and nothing is slowed down on purpose.
import type { Dovecot, DovecotOptions } from './dovecot.ts';

export function dovecotConfiguration(
  directory: string,
  ports: Dovecot['ports'],
  password: string,
  options: DovecotOptions,
): string {
  return `
protocols = imap pop3 lmtp
listen = 127.0.0.1
base_dir = ${directory}/run
state_dir = ${directory}/run
log_path = ${directory}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = mail
default_internal_group = mail
default_login_user = nobody
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
mail_location = ${options.location ?? 'maildir'}:${directory}/mail/%u
mail_fsync = ${options.durable === false ? 'never' : 'always'}
mail_max_userip_connections = 0
postmaster_address = postmaster@localhost
hostname = localhost
recipient_delimiter = +
auth_username_format = %Ln
auth_failure_delay = 0
auth_cache_size = 10 M
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${directory}/mail/%u.home allow_all_users=yes
}
${login('imap', ports.imap)}
${login('pop3', ports.pop3)}
service lmtp {
  service_count = 0
  process_min_avail = 2
  unix_listener lmtp {
  }
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
service pop3 {
  service_count = 0
}
service imap {
  service_count = 0
}
service auth {
  client_limit = 4096
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
${options.more ?? ''}
`;
}

/** A login service that serves many connections in one process and is kept: Dovecot's own advice for speed. */
function login(protocol: 'imap' | 'pop3', port: number): string {
  return `service ${protocol}-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener ${protocol} {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener ${protocol}s {
    port = 0
  }
}`;
}
