import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { bytesToHex, hexToBytes } from '../../src/core/kernel/hash.js';
import { fromBase64, toBase64 } from '../../src/core/merkle/base64.js';
import {
  checkpointBody,
  keyId,
  parseSignedNote,
  signedNote,
  verifierKey,
} from '../../src/core/merkle/checkpoint.js';
import {
  consistencyProof,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from '../../src/core/merkle/proofs.js';
import {
  append,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  hashLeaf,
  hashNode,
  rootOf,
  rootOfAll,
} from '../../src/core/merkle/tree.js';

// The test tree of google/certificate-transparency (merkle_tree_test.cc); its leaves happen to be ASCII.
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => hashLeaf(textOf(hex)));

const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const CT_INCLUSIONS = [
  { index: 0, size: 1, proof: [] },
  {
    index: 0,
    size: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    proof: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, proof: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    proof: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const CT_CONSISTENCIES = [
  { oldSize: 1, newSize: 1, proof: [] },
  {
    oldSize: 1,
    newSize: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    oldSize: 6,
    newSize: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    oldSize: 2,
    newSize: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

describe('the certificate-transparency test tree', () => {
  it('hashes leaves and nodes to the published values', () => {
    expect(bytesToHex(hashLeaf(textOf('101112131415161718191a1b1c1d1e1f')))).toBe(
      '3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a',
    );
    const bytes = Uint8Array.from({ length: 64 }, (_, i) => i);
    expect(bytesToHex(hashNode(bytes.subarray(0, 32), bytes.subarray(32)))).toBe(
      '1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57',
    );
  });

  it('has the published root at every size, whether built at once or leaf by leaf', () => {
    let frontier = EMPTY_FRONTIER;
    const grown = [rootOf(frontier)];
    for (const leaf of CT_LEAVES) {
      frontier = append(frontier, leaf);
      grown.push(rootOf(frontier));
    }
    expect(grown).toEqual(CT_ROOTS);
    expect(CT_ROOTS.map((_, size) => rootOfAll(CT_LEAVES.slice(0, size)))).toEqual(CT_ROOTS);
  });

  it('gives the empty tree the hash of nothing', () => {
    expect(EMPTY_ROOT).toBe(CT_ROOTS[0]);
  });

  it.each(CT_INCLUSIONS)('proves leaf $index of $size by the published path', ({ index, size, proof }) => {
    expect(inclusionProof(CT_LEAVES.slice(0, size), index)).toEqual(proof);
    const leafHash = CT_LEAVES[index] as Uint8Array;
    expect(verifyInclusion({ leafHash, index, size, root: CT_ROOTS[size] as string, proof })).toBe(true);
  });

  it.each(CT_CONSISTENCIES)(
    'proves that $newSize leaves begin with $oldSize by the published path',
    ({ oldSize, newSize, proof }) => {
      expect(consistencyProof(CT_LEAVES.slice(0, newSize), oldSize)).toEqual(proof);
      const [oldRoot, newRoot] = [CT_ROOTS[oldSize] as string, CT_ROOTS[newSize] as string];
      expect(verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof })).toBe(true);
    },
  );
});

describe('the example of RFC 6962, section 2.1.3', () => {
  const leaves = Array.from({ length: 7 }, (_, i) => hashLeaf(`d${i}`));
  const [a, b, c, d, e, f, j] = leaves as [B, B, B, B, B, B, B];
  const [g, h, i] = [hashNode(a, b), hashNode(c, d), hashNode(e, f)];
  const [k, l] = [hashNode(g, h), hashNode(i, j)];
  const hex = (...nodes: Uint8Array[]) => nodes.map((node) => bytesToHex(node));

  it('has the root drawn there', () => {
    expect(hex(hashNode(k, l))).toEqual([rootOfAll(leaves)]);
  });

  it('has the audit paths named there', () => {
    expect(inclusionProof(leaves, 0)).toEqual(hex(b, h, l));
    expect(inclusionProof(leaves, 3)).toEqual(hex(c, g, l));
    expect(inclusionProof(leaves, 4)).toEqual(hex(f, j, k));
    expect(inclusionProof(leaves, 6)).toEqual(hex(i, k));
  });

  it('has the consistency proofs named there', () => {
    expect(consistencyProof(leaves, 3)).toEqual(hex(c, d, g, l));
    expect(consistencyProof(leaves, 4)).toEqual(hex(l));
    expect(consistencyProof(leaves, 6)).toEqual(hex(i, j, k));
  });
});

describe('a tree beyond 32 bits', () => {
  // 2^40 times the same leaf: every perfect subtree of a height has the same root.
  const heights = [hashLeaf('same')];
  for (let height = 1; height <= 40; height++) {
    const below = heights[height - 1] as Uint8Array;
    heights.push(hashNode(below, below));
  }
  const hex = heights.map((node) => bytesToHex(node));
  const leafHash = heights[0] as Uint8Array;
  const lastLeaf = hashLeaf('last');
  const size = 2 ** 40 + 1;
  const root = bytesToHex(hashNode(heights[40] as Uint8Array, lastLeaf));

  it('carries through forty levels when a leaf is appended', () => {
    const frontier = append({ size: 2 ** 40 - 1, nodes: hex.slice(0, 40).reverse() }, leafHash);
    expect(frontier).toEqual({ size: 2 ** 40, nodes: [hex[40]] });
    expect(rootOf(append(frontier, lastLeaf))).toBe(root);
  });

  it('verifies inclusion at the far end and in the middle', () => {
    const proof = [hex[40] as string];
    expect(verifyInclusion({ leafHash: lastLeaf, index: size - 1, size, root, proof })).toBe(true);
    const long = [...hex.slice(0, 40), bytesToHex(lastLeaf)];
    expect(verifyInclusion({ leafHash, index: 2 ** 35 + 5, size, root, proof: long })).toBe(true);
    expect(verifyInclusion({ leafHash, index: 2 ** 35 + 5, size, root, proof: long.slice(1) })).toBe(false);
  });

  it('verifies consistency between two large trees', () => {
    const old = { oldSize: 2 ** 33, oldRoot: hex[33] as string };
    const proof = [...hex.slice(33, 40), bytesToHex(lastLeaf)];
    expect(verifyConsistency({ ...old, newSize: size, newRoot: root, proof })).toBe(true);
    expect(verifyConsistency({ ...old, oldSize: 2, newSize: size, newRoot: root, proof })).toBe(false);
  });
});

describe('what cannot be', () => {
  it('refuses a leaf text that has no UTF-8 bytes', () => {
    expect(() => hashLeaf('\ud800')).toThrow(TypeError);
  });

  it.each([-1, 8, 0.5, NaN])('has no proof for leaf %p of 8', (index) => {
    expect(() => inclusionProof(CT_LEAVES, index)).toThrow(new RangeError(`no leaf ${index}`));
  });

  it.each([-1, 9, 0.5, NaN])('has no proof that 8 leaves begin with %p', (oldSize) => {
    const refusal = new RangeError(`no tree of ${oldSize} leaves`);
    expect(() => consistencyProof(CT_LEAVES, oldSize)).toThrow(refusal);
  });

  it('begins every tree with the empty one, and only with the empty root', () => {
    const claim = { oldSize: 0, oldRoot: EMPTY_ROOT, newSize: 8, newRoot: CT_ROOTS[8] as string, proof: [] };
    expect(consistencyProof(CT_LEAVES, 0)).toEqual([]);
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, oldRoot: CT_ROOTS[1] as string })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [EMPTY_ROOT] })).toBe(false);
    expect(verifyConsistency({ ...claim, newRoot: 'no root' })).toBe(false);
    expect(verifyConsistency({ ...claim, newSize: 0, newRoot: EMPTY_ROOT })).toBe(true);
    expect(verifyConsistency({ ...claim, newSize: 0 })).toBe(false);
  });

  it('refuses two roots for one size, and a proof where none is needed', () => {
    const root = CT_ROOTS[8] as string;
    const claim = { oldSize: 8, oldRoot: root, newSize: 8, newRoot: root, proof: [] };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, newRoot: CT_ROOTS[7] as string })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [root] })).toBe(false);
  });

  it('refuses a hash of another length, even where it is compared with itself', () => {
    const claim = { index: 0, size: 1, proof: [] };
    const leafHash = (CT_LEAVES[0] as Uint8Array).subarray(1);
    expect(verifyInclusion({ ...claim, leafHash, root: bytesToHex(leafHash) })).toBe(false);
  });

  it('refuses a proof with a hole in it', () => {
    const leafHash = CT_LEAVES[0] as Uint8Array;
    const proof = new Array<string>(1);
    expect(verifyInclusion({ leafHash, index: 0, size: 2, root: bytesToHex(leafHash), proof })).toBe(false);
  });
});

// C2SP signed-note, section "Verifier keys": the key and the note that it verifies.
const FOO = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  body: 'This is an example message.\n',
  note:
    'This is an example message.\n\n' +
    '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

// golang.org/x/mod/sumdb/note: a published pair of keys, and a note with a second signature under it.
const PETER_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  body: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  note:
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const ENOCH_KEY = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

// The checkpoint of the Go checksum database whose numbers C2SP tlog-checkpoint shows under another origin.
const SUMDB = {
  key: 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
  body: 'go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  note:
    'go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
    '— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n',
};

describe('published signed notes', () => {
  it.each([FOO, PETER, SUMDB])('reads and writes the note of $key byte for byte', ({ key, body, note }) => {
    const { name, id, publicKey } = readKey(key);
    const parsed = parseSignedNote(note);
    const signature = parsed?.signatures[0]?.signature as Uint8Array;
    expect(parsed).toEqual({ body, signatures: [{ name, keyId: id, signature }] });
    expect(verify(null, Buffer.from(body), ed25519Key(publicKey), signature)).toBe(true);
    expect(keyId(name, publicKey)).toBe(id);
    expect(verifierKey(name, publicKey)).toBe(key);
    expect(signedNote(body, name, publicKey, signature)).toBe(note);
  });

  it('signs as the Go implementation does, from the same private key', () => {
    const { name, publicKey } = readKey(PETER.key);
    const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seedHex(PETER_SEED)}`, 'hex');
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const signature = sign(null, Buffer.from(PETER.body), privateKey);
    expect(signedNote(PETER.body, name, publicKey, signature)).toBe(PETER.note);
  });

  it('reads every signature under a body', () => {
    const { name, id, publicKey } = readKey(ENOCH_KEY);
    const parsed = parseSignedNote(PETER.note + ENOCH_LINE);
    const second = parsed?.signatures[1];
    expect(parsed?.signatures.map((signature) => signature.name)).toEqual(['PeterNeumann', name]);
    expect(second?.keyId).toBe(id);
    const enoch = ed25519Key(publicKey);
    expect(verify(null, Buffer.from(PETER.body), enoch, second?.signature as Uint8Array)).toBe(true);
  });

  it('separates at the last empty line, as in the poem of the standard', () => {
    const body =
      'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n';
    const line =
      '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
    expect(parseSignedNote(`${body}\n${line}`)?.body).toBe(body);
  });

  it('reads signatures of other types and lengths, for others to judge', () => {
    const cosignature = toBase64(new Uint8Array(4 + 2420 + 8));
    const parsed = parseSignedNote(`${FOO.note}— witness.example/w1 ${cosignature}\n`);
    expect(parsed?.signatures[1]).toEqual({
      name: 'witness.example/w1',
      keyId: '00000000',
      signature: new Uint8Array(2428),
    });
  });

  it('takes a hundred signatures and not one more', () => {
    const line = FOO.note.slice(FOO.note.indexOf('—'));
    expect(parseSignedNote(FOO.note + line.repeat(99))?.signatures).toHaveLength(100);
    expect(parseSignedNote(FOO.note + line.repeat(100))).toBeNull();
  });
});

describe('a malformed note', () => {
  const line = FOO.note.slice(FOO.note.indexOf('—'), -1);
  const malformed: Record<string, string> = {
    'nothing at all': '',
    'no signature': 'a\n\n',
    'no body': `\n${line}\n`,
    'no empty line': `a\n${line}\n`,
    'no last newline': `a\n\n${line}`,
    'an empty line after the signature': `a\n\n${line}\n\n`,
    'a hyphen for the dash': `a\n\n${line.replace('—', '-')}\n`,
    'no name': `a\n\n${line.replace(' example.com/foo', ' ')}\n`,
    'a plus in the name': `a\n\n${line.replace('/foo', '+foo')}\n`,
    'a no-break space in the name': `a\n\n${line.replace('/foo', '\u00a0foo')}\n`,
    'a next-line character in the name': `a\n\n${line.replace('/foo', '\u0085foo')}\n`,
    'a word after the signature': `a\n\n${line} more\n`,
    'a signature that is no base64': `a\n\n${line.replace('Uw2Q', 'Uw2!')}\n`,
    'a signature without padding': `a\n\n${line.slice(0, -1)}\n`,
    'a signature with a stray bit': `a\n\n${line.replace('QM=', 'QN=')}\n`,
    'a key id without a signature': `a\n\n— example.com/foo Uw2QOg==\n`,
    'one bad line among good ones': `a\n\n${line}\nb\n${line}\n`,
    'a carriage return': `a\r\n\n${line}\n`,
    'a tabulation': `a\tb\n\n${line}\n`,
    'an unpaired surrogate': `a\ud800\n\n${line}\n`,
  };

  it.each(Object.entries(malformed))('is not read: %s', (_, note) => {
    expect(parseSignedNote(note)).toBeNull();
  });

  it('is well-formed without those faults', () => {
    expect(parseSignedNote(`a\n\n${line}\n`)?.body).toBe('a\n');
  });

  const { name, publicKey } = readKey(FOO.key);
  const signature = new Uint8Array(64);
  it.each<[string, () => string]>([
    ['a body without a last newline', () => signedNote('a', name, publicKey, signature)],
    ['a body with a carriage return', () => signedNote('a\r\n', name, publicKey, signature)],
    ['a body with an unpaired surrogate', () => signedNote('\ud800\n', name, publicKey, signature)],
    ['a short signature', () => signedNote('a\n', name, publicKey, signature.subarray(1))],
    ['a short key', () => signedNote('a\n', name, publicKey.subarray(1), signature)],
    ['a name with a space', () => signedNote('a\n', 'a b', publicKey, signature)],
    ['a name with a control character', () => signedNote('a\n', 'a\u0001', publicKey, signature)],
    ['a verifier key with a plus in the name', () => verifierKey('a+b', publicKey)],
    ['a verifier key without a name', () => verifierKey('', publicKey)],
  ])('is not written: %s', (_, write) => {
    expect(write).toThrow(TypeError);
  });
});

describe('a checkpoint', () => {
  it('has the body that C2SP tlog-checkpoint shows', () => {
    const root = '0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62';
    expect(checkpointBody({ origin: 'example.com/behind-the-sofa', size: 20852163, root })).toBe(
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    );
    expect(checkpointBody({ origin: 'go.sum database tree', size: 20852163, root })).toBe(SUMDB.body);
  });

  it('writes the empty log as size 0 and the hash of nothing', () => {
    expect(checkpointBody({ origin: 'a.example/log', size: 0, root: EMPTY_ROOT })).toBe(
      'a.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    );
  });

  const head = { origin: 'a.example/log', size: 1, root: EMPTY_ROOT };
  it.each([
    { ...head, origin: '' },
    { ...head, origin: 'a\n7' },
    { ...head, origin: 'a\tb' },
    { ...head, size: -1 },
    { ...head, size: 0.5 },
    { ...head, size: 2 ** 53 },
    { ...head, root: EMPTY_ROOT.slice(2) },
    { ...head, root: `${EMPTY_ROOT}00` },
    { ...head, root: EMPTY_ROOT.toUpperCase() },
  ])('is not written when it would not say one thing: %j', (checkpoint) => {
    expect(() => checkpointBody(checkpoint)).toThrow(TypeError);
  });
});

describe('base64', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %p as %p and reads it back', (text, encoded) => {
    const bytes = new TextEncoder().encode(text);
    expect(toBase64(bytes)).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytes);
  });

  it.each(['Zg', 'Zg=', 'Zh==', 'Zg== ', 'Z g==', 'Zg==\n', 'Zm9v=', 'Zm9_', '====', 'é'])(
    'does not read %p',
    (encoded) => {
      expect(fromBase64(encoded)).toBeNull();
    },
  );
});

type B = Uint8Array;

function textOf(hex: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(hexToBytes(hex));
}

function readKey(key: string): { name: string; id: string; publicKey: Uint8Array } {
  const [name, id] = key.split('+') as [string, string];
  const encoded = key.slice(name.length + id.length + 2);
  return { name, id, publicKey: Uint8Array.from(Buffer.from(encoded, 'base64')).subarray(1) };
}

function ed25519Key(publicKey: Uint8Array): KeyObject {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}

function seedHex(encoded: string): string {
  return Buffer.from(encoded, 'base64').subarray(1).toString('hex');
}
