import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** The Ed25519 key (RFC 8032) with which an instance signs checkpoints and receipts. It never enters the database. */
export class Signer {
  private constructor(
    private readonly privateKey: KeyObject,
    /** The 32 bytes of the public key. */
    readonly publicKey: Uint8Array,
  ) {}

  /** Reads the key file, or makes it at the first start, readable by its owner alone. */
  static open(file: string): Signer {
    if (!existsSync(file)) create(file);
    const privateKey = createPrivateKey(readFileSync(file));
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    return new Signer(privateKey, new Uint8Array(spki.subarray(-32)));
  }

  /** A 64-byte signature of a text's UTF-8 bytes. */
  sign(text: string): Uint8Array {
    return new Uint8Array(sign(null, Buffer.from(text, 'utf8'), this.privateKey));
  }
}

function create(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
}
