import { createPublicKey } from 'node:crypto';
import { hexToBytes, type Sha256 } from '../../core/kernel/hash.js';
import { checkpointBody, originOf, parseSignedNote } from '../../core/merkle/checkpoint.js';
import { EMPTY_FRONTIER, append, hashLeaf, rootOf, type Frontier } from '../../core/merkle/tree.js';
import type { Reader } from '../../platform/database/transactions.js';
import { leavesAfter } from '../../register/register.queries.js';
import { CommandFault } from '../command.js';
import { verifySignature } from '../signature.js';
import { registerHeads, type RegisterHead } from './manifest.js';

const PAGE = 5_000;

/** Where the signing key lies in a data folder. */
export const SIGNING_KEY_FILE = 'keys/signing-key.pem';

/**
 * Computes every register again from its leaves, and compares its head, its signed checkpoint and the signature with
 * what is expected. Throws a CommandFault that names the first collective for which they differ.
 */
export async function checkRegisters(
  reader: Reader,
  expected: readonly RegisterHead[],
  signingKey: Buffer | undefined,
): Promise<void> {
  const found = await registerHeads(reader);
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new CommandFault('The registers are not those that were backed up: nothing was done.');
  const key = signingKey ? publicKeyOf(signingKey) : null;
  for (const head of found) await checkRegister(reader, head, key);
}

async function checkRegister(reader: Reader, head: RegisterHead, key: Uint8Array | null): Promise<void> {
  const { collectiveId, name, size, checkpoint } = head;
  const differs = (what: string): CommandFault =>
    new CommandFault(`${what} in the register of “${name}”: nothing was done. Take an older backup.`);
  let grown: Frontier = EMPTY_FRONTIER;
  let rootAtCheckpoint: Sha256 | null = null;
  for (;;) {
    const page = await leavesAfter(reader, collectiveId, grown.size - 1, PAGE);
    if (page.length === 0) break;
    for (const leaf of page.slice(0, PAGE)) {
      const hash = hashLeaf(leaf.encoded);
      if (leaf.index !== grown.size || !Buffer.from(hexToBytes(leaf.hash)).equals(hash))
        throw differs(`Act ${leaf.index} is not what was recorded`);
      grown = append(grown, hash);
      if (grown.size === checkpoint?.size) rootAtCheckpoint = rootOf(grown);
    }
  }
  if (grown.size !== size) throw differs(`${grown.size} acts stand for ${size}`);
  if (checkpoint && rootAtCheckpoint !== checkpoint.root)
    throw differs('The root is another than the signed one');
  if (checkpoint && key && !isSigned(checkpoint, originOf(collectiveId), key))
    throw differs('The signing key did not sign the checkpoint');
}

/** Whether a note is the checkpoint that it stands for, signed by a key (C2SP tlog-checkpoint). */
export function isSigned(
  { size, root, note }: NonNullable<RegisterHead['checkpoint']>,
  origin: string,
  key: Uint8Array,
): boolean {
  const parsed = parseSignedNote(note);
  const body = checkpointBody({ origin, size, root });
  if (parsed?.body !== body) return false;
  return parsed.signatures.some(
    ({ name, signature }) => name === origin && verifySignature(key, body, signature),
  );
}

/** The 32 bytes of the public key of a signing key as its file holds it (PKCS #8 in PEM). */
export function publicKeyOf(pem: Buffer): Uint8Array {
  return new Uint8Array(createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-32));
}
