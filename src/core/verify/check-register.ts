import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { bytesToHex, hexToBytes } from '../kernel/hash.js';
import { commit, LEAF_TYPES } from '../kernel/leaves.js';
import { checkpointBody, keyId, originOf, parseSignedNote, readVerifierKey } from '../merkle/checkpoint.js';
import { append, EMPTY_FRONTIER, hashLeaf, isSha256, rootOf, type Frontier } from '../merkle/tree.js';
import type { Book } from './book.js';
import { Notes, type Report } from './notes.js';
import type { LeafInBundle } from './rows.js';

/** Whether an Ed25519 signature (64 bytes) of a text's UTF-8 bytes is of a key (32 bytes). */
export type VerifySignature = (publicKey: Uint8Array, text: string, signature: Uint8Array) => boolean;

/** Every leaf hashes to its hash, and all hashes to the roots that were signed (RFC 6962). */
export function checkRegister(book: Book): Report {
  const notes = new Notes();
  const leaves = book.rows('register_leaf');
  const roots = new Map(book.rows('register_checkpoint').map(({ size, root }) => [size, root]));
  let edge: Frontier = EMPTY_FRONTIER;
  let previous = '';
  for (const [place, leaf] of leaves.entries()) {
    const subject = String(place);
    if (!notes.hold(leaf.index === place && isSha256(leaf.hash), 'LEAF_MISSING', subject)) break;
    if (leaf.encoded === null) {
      notes.miss('LEAVES_HIDDEN');
      notes.hold(mayHide(book, leaf), 'LEAF_HIDDEN_FROM_ITS_READER', subject);
    } else {
      notes.hold(bytesToHex(hashLeaf(leaf.encoded)) === leaf.hash, 'LEAF_HASH', subject);
      notes.hold(agrees(leaf, leaf.encoded, book.collective), 'LEAF_DISAGREES', subject);
      notes.hold((leaf.recordedAt ?? '') >= previous, 'LEAF_OUT_OF_TIME', subject);
      previous = leaf.recordedAt ?? previous;
    }
    edge = append(edge, hexToBytes(leaf.hash));
    const root = roots.get(edge.size);
    if (root !== undefined) notes.hold(root === rootOf(edge), 'ROOT', String(edge.size));
    roots.delete(edge.size);
  }
  for (const size of roots.keys()) notes.hold(false, 'ROOT', String(size));
  const [head] = book.rows('register_head');
  const same = head?.size === leaves.length && canonicalJson(head.nodes) === canonicalJson(edge.nodes);
  notes.hold(same, 'HEAD', String(head?.size));
  return notes.report('REGISTER');
}

/** A body is hidden from whom its visibility hides it, and from nobody else. */
const mayHide = ({ kind }: Book, { visibility }: LeafInBundle): boolean =>
  kind === 'PUBLIC'
    ? visibility !== 'PUBLIC'
    : kind === 'MEMBER' && visibility !== 'PUBLIC' && visibility !== 'MEMBERS';

/** What stands beside a leaf says what the leaf says, and the leaf is in the one form that it may have. */
function agrees(leaf: LeafInBundle, encoded: string, collective: string): boolean {
  const read = JSON.parse(encoded) as Record<string, Json>;
  return (
    canonicalJson(read) === encoded &&
    read['v'] === 1 &&
    read['type'] === leaf.type &&
    (LEAF_TYPES as readonly unknown[]).includes(leaf.type) &&
    read['at'] === leaf.recordedAt &&
    read['collective'] === collective
  );
}

/**
 * Every checkpoint is signed (C2SP tlog-checkpoint) by a key that the bundle names; by one of those that the reader
 * trusts, where any is given, for whoever forges a bundle names a key of their own.
 */
export function checkSignatures(
  book: Book,
  verify: VerifySignature,
  trusted: readonly string[] | null,
): Report {
  const notes = new Notes();
  const origin = originOf(book.collective);
  const named = book.rows('register_key').map(({ verifierKey }) => verifierKey);
  const checkpoints = book.rows('register_checkpoint');
  const keys = named.flatMap((text) => {
    const key = readVerifierKey(text);
    notes.hold(key?.name === origin, 'KEY_UNREADABLE', text);
    notes.hold(trusted === null || trusted.includes(text), 'KEY_NOT_TRUSTED', text);
    return key?.name === origin ? [key.publicKey] : [];
  });
  const used = new Set<Uint8Array>();
  for (const { size, root, note } of checkpoints) {
    const read = parseSignedNote(note);
    const body = isSha256(root) ? checkpointBody({ origin, size, root }) : null;
    const signer = keys.find((key) =>
      read?.signatures.some(
        (one) =>
          one.name === origin && one.keyId === keyId(origin, key) && verify(key, read.body, one.signature),
      ),
    );
    if (signer) used.add(signer);
    notes.hold(read?.body === body && signer !== undefined, 'SIGNATURE', String(size));
  }
  notes.hold(used.size === named.length, 'KEY_SIGNED_NOTHING', origin);
  const last = checkpoints.at(-1)?.size ?? 0;
  notes.miss('LEAVES_NOT_SIGNED', book.rows('register_leaf').length - last);
  if (trusted === null) notes.miss('KEY_NOT_GIVEN', named.length);
  return notes.report('SIGNATURES');
}

/** Every salt opens the commitment that its leaf carries. One that is gone was withheld or erased: that is a right. */
export function checkCommitments(book: Book): Report {
  const notes = new Notes();
  const bodies = new Map<number, { readonly [field: string]: Json }>();
  let commitments = 0;
  for (const type of LEAF_TYPES)
    for (const { index, body } of book.leaves(type)) {
      bodies.set(index, body);
      commitments += Object.values(body).flat().filter(isCommitment).length;
    }
  const salts = book.rows('register_salt');
  for (const { leafIndex, field, salt, value } of salts) {
    const body = bodies.get(leafIndex);
    if (!body) notes.hold(false, 'SALT_WITHOUT_LEAF', `${leafIndex} ${field}`);
    else
      notes.hold(
        committedTo(body, field) === commit(salt, value) && isSha256(salt),
        'COMMITMENT',
        `${leafIndex} ${field}`,
      );
  }
  notes.miss('COMMITMENTS_CLOSED', Math.max(0, commitments - salts.length));
  return notes.report('COMMITMENTS');
}

/** The commitment of a field, or of one place in a list of them: `holders/0`. */
function committedTo(body: { readonly [field: string]: Json }, field: string): Json | null {
  const [name = '', place] = field.split('/');
  const value = body[name] ?? null;
  const one =
    place === undefined ? value : Array.isArray(value) ? ((value as Json[])[Number(place)] ?? null) : null;
  return isCommitment(one) ? one.commitment : null;
}

const isCommitment = (value: unknown): value is { readonly commitment: Json } =>
  typeof value === 'object' && value !== null && 'commitment' in value;
