import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesToHex } from '../../src/core/kernel/hash.js';
import { fromBase64, toBase64 } from '../../src/core/merkle/base64.js';
import { parseSignedNote, signedNote, type SignedNote } from '../../src/core/merkle/checkpoint.js';
import {
  consistencyProof,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from '../../src/core/merkle/proofs.js';
import { append, EMPTY_FRONTIER, hashLeaf, rootOf, rootOfAll } from '../../src/core/merkle/tree.js';

const MOST = 40;
const LEAVES = Array.from({ length: MOST }, (_, i) => hashLeaf(`leaf ${i}`));
const ROOTS = Array.from({ length: MOST + 1 }, (_, size) => rootOfAll(LEAVES.slice(0, size)));
const rootAt = (size: number) => ROOTS[size] as string;

const inclusionOf = (index: number, size: number): InclusionClaim => ({
  leafHash: LEAVES[index] as Uint8Array,
  index,
  size,
  root: rootAt(size),
  proof: inclusionProof(LEAVES.slice(0, size), index),
});

const consistencyOf = (oldSize: number, newSize: number): ConsistencyClaim => ({
  oldSize,
  oldRoot: rootAt(oldSize),
  newSize,
  newRoot: rootAt(newSize),
  proof: consistencyProof(LEAVES.slice(0, newSize), oldSize),
});

/** All pairs 0 <= a <= b <= most. */
const pairs = (most: number): [a: number, b: number][] =>
  Array.from({ length: most + 1 }, (_, b) =>
    Array.from({ length: b + 1 }, (_, a): [number, number] => [a, b]),
  ).flat();

const places = (most: number) => pairs(most).filter(([index, size]) => index < size);
const growths = (most: number) =>
  pairs(most).filter(([oldSize, newSize]) => 0 < oldSize && oldSize < newSize);

// Two leaves at least, so that there is something to alter in every proof.
const anInclusion = fc
  .constantFrom(...places(MOST).filter(([, size]) => size > 1))
  .map(([index, size]) => inclusionOf(index, size));
const aConsistency = fc.constantFrom(...growths(MOST)).map(([m, n]) => consistencyOf(m, n));

const flip = (hash: string, bit: number): string => {
  const digit = bit >> 2;
  const flipped = parseInt(hash.charAt(digit), 16) ^ (1 << (bit & 3));
  return hash.slice(0, digit) + flipped.toString(16) + hash.slice(digit + 1);
};
const aBit = fc.nat({ max: 255 });
const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytesToHex(bytes));

/** A proof with one element flipped by a bit, left out, said twice, or put in from elsewhere; or two exchanged. */
const altered = (proof: readonly string[]) => {
  const position = fc.nat({ max: proof.length - 1 });
  return fc
    .oneof(
      fc.tuple(position, aBit).map(([i, bit]) => proof.with(i, flip(proof[i] as string, bit))),
      position.map((i) => proof.toSpliced(i, 1)),
      position.map((i) => proof.toSpliced(i, 0, proof[i] as string)),
      fc.tuple(fc.nat({ max: proof.length }), aHash).map(([i, hash]) => proof.toSpliced(i, 0, hash)),
      fc
        .tuple(position, position)
        .map(([i, j]) => proof.with(i, proof[j] as string).with(j, proof[i] as string)),
    )
    .filter((other) => other.join() !== proof.join());
};

describe('a frontier', () => {
  it('has the root of the whole tree after every leaf, whatever the leaves say', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 33 });
    fc.assert(
      fc.property(texts, (leaves) => {
        const hashes = leaves.map(hashLeaf);
        let frontier = EMPTY_FRONTIER;
        for (const [index, hash] of hashes.entries()) {
          frontier = append(frontier, hash);
          expect(rootOf(frontier)).toBe(rootOfAll(hashes.slice(0, index + 1)));
        }
        expect(frontier.size).toBe(leaves.length);
        expect(frontier.nodes).toHaveLength(leaves.length.toString(2).replaceAll('0', '').length);
      }),
    );
  });

  it('is left as it was by an append', () => {
    const before = LEAVES.slice(0, 7).reduce(append, EMPTY_FRONTIER);
    const copy = structuredClone(before);
    append(before, hashLeaf('one more'));
    expect(before).toEqual(copy);
  });

  it('tells apart any two lists of leaves', () => {
    const texts = fc.array(fc.constantFrom('', 'a', 'b'), { maxLength: 9 });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(rootOfAll(one.map(hashLeaf)) === rootOfAll(other.map(hashLeaf))).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an inclusion proof', () => {
  it(`holds for every leaf of every tree up to ${MOST}`, () => {
    const failing = places(MOST).filter(([index, size]) => !verifyInclusion(inclusionOf(index, size)));
    expect(places(MOST)).toHaveLength(820);
    expect(failing).toEqual([]);
  });

  it('fails when its proof is altered in any way', () => {
    const claims = anInclusion.chain((claim) => altered(claim.proof).map((proof) => ({ ...claim, proof })));
    fc.assert(
      fc.property(claims, (claim) => expect(verifyInclusion(claim)).toBe(false)),
      { numRuns: 1000 },
    );
  });

  it('fails when the root or the leaf is altered by one bit', () => {
    fc.assert(
      fc.property(anInclusion, aBit, (claim, bit) => {
        const leafHash = Uint8Array.from(claim.leafHash);
        leafHash[bit >> 3] = (leafHash[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(verifyInclusion({ ...claim, root: flip(claim.root, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash })).toBe(false);
      }),
    );
  });

  it('fails at every other index', () => {
    const wrong = places(24).filter(([index, size]) => {
      const claim = inclusionOf(index, size);
      return LEAVES.some((_, other) => other !== index && verifyInclusion({ ...claim, index: other }));
    });
    expect(wrong).toEqual([]);
  });

  it('fails under the checkpoint of every other size', () => {
    const wrong = places(24).filter(([index, size]) => {
      const claim = inclusionOf(index, size);
      return ROOTS.some((root, other) => other !== size && verifyInclusion({ ...claim, size: other, root }));
    });
    expect(wrong).toEqual([]);
  });

  // RFC 6962 roots do not commit to a size: nobody can ask more of a proof, hence checkpoints sign both together.
  it('under one root, holds for another size exactly when the path climbs alike', () => {
    const shape = (index: number, size: number): string => {
      if (size === 1) return '';
      const k = powerBelow(size);
      return index < k ? `${shape(index, k)}R` : `${shape(index - k, size - k)}L`;
    };
    const surprising = places(20).filter(([index, size]) => {
      const claim = inclusionOf(index, size);
      return ROOTS.some((_, other) => {
        const alike = index < other && shape(index, other) === shape(index, size);
        return verifyInclusion({ ...claim, size: other }) !== alike;
      });
    });
    expect(surprising).toEqual([]);
    expect(verifyInclusion({ ...inclusionOf(0, 8), size: 7 })).toBe(true);
    expect(verifyInclusion({ ...inclusionOf(7, 8), size: 9 })).toBe(false);
  });

  it('is false, and nothing worse, on whatever a file may hold', () => {
    const notASize = fc.anything().filter((value) => !Number.isSafeInteger(value) || (value as number) < 0);
    fc.assert(
      fc.property(anInclusion, fc.anything(), notASize, (claim, anything, notSize) => {
        expect(verifyInclusion({ ...claim, proof: anything as never })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.with(0, anything as never) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.map((hash) => `${hash}0`) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [claim.proof] as never })).toBe(false);
        expect(verifyInclusion({ ...claim, root: anything as never })).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash: anything as never })).toBe(false);
        expect(verifyInclusion({ ...claim, index: notSize as never })).toBe(false);
        expect(verifyInclusion({ ...claim, size: notSize as never })).toBe(false);
        expect(verifyInclusion({ ...claim, root: claim.root.toUpperCase() })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a consistency proof', () => {
  it(`holds between every two trees up to ${MOST}`, () => {
    const failing = pairs(MOST).filter(([m, n]) => !verifyConsistency(consistencyOf(m, n)));
    expect(pairs(MOST)).toHaveLength(861);
    expect(failing).toEqual([]);
  });

  it('fails when its proof is altered in any way', () => {
    const claims = aConsistency.chain((claim) => altered(claim.proof).map((proof) => ({ ...claim, proof })));
    fc.assert(
      fc.property(claims, (claim) => expect(verifyConsistency(claim)).toBe(false)),
      { numRuns: 1000 },
    );
  });

  it('fails when either root is altered by one bit', () => {
    fc.assert(
      fc.property(aConsistency, aBit, (claim, bit) => {
        expect(verifyConsistency({ ...claim, oldRoot: flip(claim.oldRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: flip(claim.newRoot, bit) })).toBe(false);
      }),
    );
  });

  it('fails for every log that rewrote, dropped or slipped in an old leaf', () => {
    const forged = hashLeaf('forged');
    const wrong = growths(16).filter(([m, n]) => {
      const honest = LEAVES.slice(0, n);
      const others = honest
        .slice(0, m)
        .flatMap((_, i) => [honest.with(i, forged), honest.toSpliced(i, 1), honest.toSpliced(i, 0, forged)]);
      return others.some((leaves) =>
        verifyConsistency({
          oldSize: m,
          oldRoot: rootAt(m),
          newSize: leaves.length,
          newRoot: rootOfAll(leaves),
          proof: consistencyProof(leaves, m),
        }),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('fails under the checkpoints of every other pair of sizes', () => {
    const claims = growths(14).map(([m, n]) => consistencyOf(m, n));
    const wrong = claims.filter(({ proof }, i) =>
      claims.some((other, j) => i !== j && verifyConsistency({ ...other, proof })),
    );
    expect(wrong).toEqual([]);
  });

  it('under the same roots, holds for other sizes exactly when the path climbs alike', () => {
    const shape = (m: number, n: number, whole = true): string => {
      if (m === n) return whole ? 'root' : 'node';
      const k = powerBelow(n);
      return m <= k ? `${shape(m, k, whole)} R` : `${shape(m - k, n - k, false)} L`;
    };
    const sizes = Array.from({ length: 19 }, (_, size) => size);
    const surprising = growths(14).flatMap(([m, n]) => {
      const claim = consistencyOf(m, n);
      return sizes.flatMap((a) =>
        sizes.filter((b) => {
          const alike = 0 < a && a < b && shape(a, b) === shape(m, n);
          return verifyConsistency({ ...claim, oldSize: a, newSize: b }) !== alike;
        }),
      );
    });
    expect(surprising).toEqual([]);
  });

  it('is false, and nothing worse, on whatever a file may hold', () => {
    const notASize = fc.anything().filter((value) => !Number.isSafeInteger(value) || (value as number) < 0);
    fc.assert(
      fc.property(aConsistency, fc.anything(), notASize, (claim, anything, notSize) => {
        expect(verifyConsistency({ ...claim, proof: anything as never })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: claim.proof.with(0, anything as never) })).toBe(false);
        expect(verifyConsistency({ ...claim, oldRoot: anything as never })).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: anything as never })).toBe(false);
        expect(verifyConsistency({ ...claim, oldSize: notSize as never })).toBe(false);
        expect(verifyConsistency({ ...claim, newSize: notSize as never })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a signed note', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const line = fc.string({ unit: 'grapheme' });
  const body = fc.array(line, { minLength: 1 }).map((lines) => `${lines.join('\n')}\n`);
  const name = fc.stringMatching(/^[a-z][a-z0-9./é—-]{0,20}$/);
  const aNote = fc.record({ body, name, publicKey: bytes(32), signature: bytes(64) });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(aNote, ({ body, name, publicKey, signature }) => {
        const parsed = parseSignedNote(signedNote(body, name, publicKey, signature));
        expect(parsed?.body).toBe(body);
        expect(parsed?.signatures.map((one) => [one.name, bytesToHex(one.signature)])).toEqual([
          [name, bytesToHex(signature)],
        ]);
      }),
    );
  });

  it('has one spelling: any text is null, or is read and prints as the same text', () => {
    const print = ({ body, signatures }: SignedNote) =>
      signatures.reduce((text, { name, keyId, signature }) => {
        const encoded = Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64');
        return `${text}— ${name} ${encoded}\n`;
      }, `${body}\n`);
    const put = fc.oneof(line, fc.constantFrom('', '\n', '\n\n', ' ', '—', '=', 'A', '+', '\r', '\ud800'));
    const edited = fc
      .tuple(aNote, fc.nat(), fc.nat({ max: 3 }), put)
      .map(([{ body, name, publicKey, signature }, at, cut, put]) => {
        const note = signedNote(body, name, publicKey, signature);
        const start = at % note.length;
        return note.slice(0, start) + put + note.slice(start + cut);
      });
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(edited, fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseSignedNote(text);
        if (parsed === null) return;
        read += 1;
        expect(print(parsed)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(0);
  });
});

describe('base64', () => {
  it('writes as Node does and reads back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });
});

/** k of RFC 6962: the largest power of two smaller than n. */
function powerBelow(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}
