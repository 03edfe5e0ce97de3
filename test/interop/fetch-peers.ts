// Fetches the real programs that the interop tests need: all of them, or those named on the command line.
// Says what it did, one line a peer; exit code 1 when one could not be had.
import { cache, fetchPeer, findPeer, type PeerName, peerNames } from './peers.ts';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : peerNames;
for (const name of wanted) {
  if (!peerNames.includes(name as PeerName)) {
    console.error(`${name}: not a peer; known are ${peerNames.join(', ')}`);
    process.exitCode = 1;
    continue;
  }
  try {
    const there = findPeer(name as PeerName) !== undefined;
    fetchPeer(name as PeerName);
    console.log(`${name}: ${there ? 'was there' : 'fetched'} (${findPeer(name as PeerName)?.root ?? cache})`);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
