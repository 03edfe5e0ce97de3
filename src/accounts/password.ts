// Passwords before they are hashed: the OpaqueString profile, so that two keyboards write the same one. RFC 8265 §4.2

/**
 * How a password may have been meant, the likeliest first: prepared, then as it was sent, for hashes that were made
 * elsewhere without preparing.
 */
export function readings(password: string): string[] {
  const prepared = preparePassword(password);
  return prepared === password ? [password] : [prepared, password];
}

/** Spaces beyond ASCII become U+0020, the rest NFC. Control characters are let through: refusing at login helps nobody. */
export function preparePassword(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}
