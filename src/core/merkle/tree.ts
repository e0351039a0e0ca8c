import { bytesToHex, hexToBytes, sha256, utf8ToBytes, type Sha256 } from '../kernel/hash.js';

// Leaves and nodes are hashed under different first bytes, so that no node can pass for a leaf.
const LEAF = 0x00;
const NODE = 0x01;

/** The roots of the perfect subtrees of an append-only tree, largest first: all that is needed to append to it. */
export interface Frontier {
  /** Number of leaves; its one bits are the sizes of the subtrees. */
  readonly size: number;
  readonly nodes: readonly Sha256[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Sha256 = bytesToHex(sha256(new Uint8Array(0)));

/**
 * The 32-byte hash of a leaf (RFC 6962, section 2.1): SHA-256 of 0x00 and the UTF-8 bytes of its text.
 * Throws on an unpaired surrogate, which has no UTF-8 bytes and would hash like U+FFFD.
 */
export function hashLeaf(encoded: string): Uint8Array {
  if (!encoded.isWellFormed()) throw new TypeError('a leaf is well-formed Unicode only');
  return hashAs(LEAF, utf8ToBytes(encoded));
}

/** The 32-byte hash of an inner node (RFC 6962, section 2.1): SHA-256 of 0x01 and the two 32-byte hashes below it. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Uint8Array => hashAs(NODE, left, right);

/** The frontier with one more leaf, given the leaf's 32-byte hash. */
export function append({ size, nodes }: Frontier, leafHash: Uint8Array): Frontier {
  const kept = [...nodes];
  let node = leafHash;
  // A binary carry: each trailing one bit of the size is a subtree as large as the one just completed.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    node = hashNode(hexToBytes(kept.pop() as Sha256), node);
  }
  return { size: size + 1, nodes: [...kept, bytesToHex(node)] };
}

/** The Merkle tree hash (RFC 6962, section 2.1) of the tree that a frontier stands for. */
export function rootOf({ nodes }: Frontier): Sha256 {
  if (nodes.length === 0) return EMPTY_ROOT;
  const roots = nodes.map((node): Uint8Array => hexToBytes(node));
  return bytesToHex(roots.reduceRight((right, left) => hashNode(left, right)));
}

/** The Merkle tree hash (RFC 6962, section 2.1) of all leaves, given their 32-byte hashes in order. */
export const rootOfAll = (leafHashes: readonly Uint8Array[]): Sha256 => bytesToHex(treeHash(leafHashes));

/** The same as 32 bytes: MTH of RFC 6962, section 2.1, as it is written there. */
export function treeHash(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return sha256(new Uint8Array(0));
  if (leafHashes.length === 1) return leafHashes[0] as Uint8Array;
  const [left, right] = split(leafHashes);
  return hashNode(treeHash(left), treeHash(right));
}

/** Two leaves or more, cut at the largest power of two smaller than their number (k in RFC 6962, section 2.1). */
export function split(leafHashes: readonly Uint8Array[]): [left: Uint8Array[], right: Uint8Array[]] {
  let k = 1;
  while (k * 2 < leafHashes.length) k *= 2;
  return [leafHashes.slice(0, k), leafHashes.slice(k)];
}

/** Whether a value is a number of leaves, or the index of one: a safe integer, not negative. */
export const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether a value is a digest as the house writes it: 64 lower-case hexadecimal digits. */
export const isSha256 = (value: unknown): value is Sha256 =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function hashAs(kind: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const input = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  input[0] = kind;
  let offset = 1;
  for (const part of parts) {
    input.set(part, offset);
    offset += part.length;
  }
  return sha256(input);
}
