import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { Random } from '../platform/random/random.js';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key (RFC 8032) with which an instance signs checkpoints and receipts. It never enters the database. */
export class Signer {
  private constructor(
    private readonly privateKey: KeyObject,
    /** The 32 bytes of the public key. */
    readonly publicKey: Uint8Array,
  ) {}

  /** Reads the key file, or makes it at the first start, readable by its owner alone. */
  static open(file: string, random: Random): Signer {
    if (!existsSync(file)) create(file, random);
    const privateKey = createPrivateKey(readFileSync(file));
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    return new Signer(privateKey, new Uint8Array(spki.subarray(-32)));
  }

  /** A 64-byte signature of a text's UTF-8 bytes. */
  sign(text: string): Uint8Array {
    return new Uint8Array(sign(null, Buffer.from(text, 'utf8'), this.privateKey));
  }
}

function create(file: string, random: Random): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = Buffer.concat([PKCS8_ED25519, random.bytes(32)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
}
