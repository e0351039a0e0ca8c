import { createPublicKey, verify } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 public key in its standard form (RFC 8410, section 4). */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether an Ed25519 signature (RFC 8032) of a text's UTF-8 bytes is of a key of 32 bytes. */
export function verifySignature(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, signature);
}
