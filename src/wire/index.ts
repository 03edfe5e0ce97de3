export { addressBlock, createAddressMatch, isLoopback, plainAddress } from './address.ts';
export { Connection, type Ends, type Woke } from './connection.ts';
export { type Admit, createConnectionCount } from './connection-count.ts';
export { type Decoded, DotDecoder, DotEncoder } from './dot-codec.ts';
export { LineReader, tooLong } from './line-reader.ts';
export { type Listener, type ListenerOptions, openListener } from './listener.ts';
export { connectLocal, type LocalListener, type LocalPeer, listenLocal } from './local.ts';
export { type TakenPort, takePort } from './port.ts';
export { type CertificatePair, type ChooseContext, openSecureContext } from './tls.ts';
