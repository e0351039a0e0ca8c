/** Standard base64 with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Reads standard base64; null unless it is the one way of writing those bytes. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = decode(text);
  // atob forgives spaces, missing padding and stray bits: a signature must not have two spellings.
  return bytes && toBase64(bytes) === text ? bytes : null;
}

function decode(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
