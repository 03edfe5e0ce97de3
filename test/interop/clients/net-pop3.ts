// Perl's Net::POP3.
import assert from 'node:assert/strict';
import { peer } from '../peers.ts';
import { type Maildrop, readCounted, withLf } from './maildrop.ts';

const script = `
use strict; use warnings; use Net::POP3;
my ($port, $name, $password) = @ARGV;
my $box = Net::POP3->new("127.0.0.1:$port", Timeout => 30) or die "no connection: $@";
my $count = $box->login($name, $password) // die $box->message;
my $listed = $box->list; my $named = $box->uidl;
die "uidl" unless keys %$named == $count && keys %$listed == $count;
binmode STDOUT;
for my $number (1 .. $count) {
  my $letter = join '', @{$box->get($number) // die "$number: " . $box->message};
  print length($letter), "\\n", $letter;
}
$box->quit or die $box->message;
`;

/** All letters in their order, as Net::POP3 gives them. */
export async function fetchWithNetPop3(maildrop: Maildrop): Promise<Buffer[]> {
  const args = ['-e', script, String(maildrop.port), maildrop.name, maildrop.password];
  const done = await peer('perl').run(args);
  assert.equal(done.status, 0, done.stderr);
  return readCounted(done.stdout);
}

/** What Net::POP3 makes of a letter: CRLF becomes LF. It carries everything. */
export const asNetPop3Gives = withLf;
