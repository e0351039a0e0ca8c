import { bytesToHex, hexToBytes, type Sha256 } from '../kernel/hash.js';
import { EMPTY_ROOT, hashNode, isSha256, isSize, split, treeHash } from './tree.js';

/** That a leaf stands at an index (from 0) of the tree of a given size and root. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  /** Taken with `root` from one signed checkpoint: a root alone does not tell how many leaves are under it. */
  readonly size: number;
  readonly root: Sha256;
  readonly proof: readonly Sha256[];
}

/** That the tree of the new size and root begins with the tree of the old. Each size comes with its root, as above. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Sha256;
  readonly newSize: number;
  readonly newRoot: Sha256;
  readonly proof: readonly Sha256[];
}

/**
 * The audit path of the leaf at `index` in the tree of all the leaf hashes, from the leaf upwards
 * (RFC 6962, section 2.1.1). Throws a RangeError when there is no such leaf.
 */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Sha256[] {
  if (!isSize(index) || index >= leafHashes.length) throw new RangeError(`no leaf ${index}`);
  return path(leafHashes, index).map((node) => bytesToHex(node));
}

/**
 * The proof that the tree of all the leaf hashes begins with that of the first `oldSize` (RFC 6962, section 2.1.2);
 * empty when the old tree is empty or the same. Throws a RangeError when the old tree is larger.
 */
export function consistencyProof(leafHashes: readonly Uint8Array[], oldSize: number): Sha256[] {
  if (!isSize(oldSize) || oldSize > leafHashes.length) throw new RangeError(`no tree of ${oldSize} leaves`);
  if (oldSize === 0) return [];
  return subproof(leafHashes, oldSize, true).map((node) => bytesToHex(node));
}

/** Whether an inclusion proof holds (RFC 9162, section 2.1.3.2); false on anything malformed. */
export function verifyInclusion({ leafHash, index, size, root, proof }: InclusionClaim): boolean {
  if (!isHash(leafHash) || !isSize(index) || !isSize(size) || !isProof(proof)) return false;
  if (index >= size) return false;
  const steps = stepsOf(BigInt(index), BigInt(size - 1), proof);
  return steps !== null && climb(leafHash, steps) === root;
}

/**
 * Whether a consistency proof holds (RFC 9162, section 2.1.4.2); false on anything malformed. Where the RFC is
 * silent: equal sizes need equal roots and an empty proof, and every tree begins with the empty one, without proof.
 */
export function verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof }: ConsistencyClaim): boolean {
  if (!isSize(oldSize) || !isSize(newSize) || !isProof(proof)) return false;
  if (!isRootOf(oldSize, oldRoot) || !isRootOf(newSize, newRoot)) return false;
  if (oldSize === newSize) return proof.length === 0 && oldRoot === newRoot;
  if (oldSize === 0) return proof.length === 0;
  if (oldSize > newSize) return false;

  let node = BigInt(oldSize - 1);
  let last = BigInt(newSize - 1);
  while (isOdd(node)) [node, last] = [node >> 1n, last >> 1n];
  // Nothing left of the index: the old tree is perfect, so its root is itself a node of the new tree and is not sent.
  const [start, ...rest] = node === 0n ? [oldRoot, ...proof] : proof;
  if (start === undefined) return false;

  const steps = stepsOf(node, last, rest);
  if (steps === null) return false;
  // What stands on the left was in the old tree already; what stands on the right came later.
  const oldSteps = steps.filter((step) => step.side === 'LEFT');
  return climb(hexToBytes(start), oldSteps) === oldRoot && climb(hexToBytes(start), steps) === newRoot;
}

function path(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leafHashes.length === 1) return [];
  const [left, right] = split(leafHashes);
  if (index < left.length) return [...path(left, index), treeHash(right)];
  return [...path(right, index - left.length), treeHash(left)];
}

/** SUBPROOF of RFC 6962; `whole` while the old tree still starts at the first leaf, so that its root is known. */
function subproof(leafHashes: readonly Uint8Array[], oldSize: number, whole: boolean): Uint8Array[] {
  if (oldSize === leafHashes.length) return whole ? [] : [treeHash(leafHashes)];
  const [left, right] = split(leafHashes);
  if (oldSize <= left.length) return [...subproof(left, oldSize, whole), treeHash(right)];
  return [...subproof(right, oldSize - left.length, false), treeHash(left)];
}

interface Step {
  readonly side: 'LEFT' | 'RIGHT';
  readonly sibling: Uint8Array;
}

/**
 * On which side each element of a proof joins, climbing from `node` in a level whose last node is `last`;
 * null when the proof does not end exactly at the root. Big integers, because sizes exceed 32 bits.
 */
function stepsOf(node: bigint, last: bigint, proof: readonly Sha256[]): Step[] | null {
  const steps: Step[] = [];
  for (const hash of proof) {
    if (last === 0n) return null;
    const isRightmost = node === last;
    steps.push({ side: isOdd(node) || isRightmost ? 'LEFT' : 'RIGHT', sibling: hexToBytes(hash) });
    // A last node without a sibling rises unchanged until it has one on its left.
    while (isRightmost && !isOdd(node)) [node, last] = [node >> 1n, last >> 1n];
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? steps : null;
}

const climb = (from: Uint8Array, steps: readonly Step[]): Sha256 =>
  bytesToHex(
    steps.reduce(
      (below, { side, sibling }) => (side === 'LEFT' ? hashNode(sibling, below) : hashNode(below, sibling)),
      from,
    ),
  );

const isOdd = (n: bigint): boolean => (n & 1n) === 1n;

// A proof is read from a file that somebody brings: its types are a hope until they are checked.
const isHash = (value: unknown): boolean => value instanceof Uint8Array && value.length === 32;
const isRootOf = (size: number, root: unknown): boolean =>
  size === 0 ? root === EMPTY_ROOT : isSha256(root);
// Array.from turns holes into undefined, which `every` would otherwise skip.
const isProof = (value: unknown): boolean => Array.isArray(value) && Array.from(value).every(isSha256);
