import { bytesToHex, hexToBytes, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { commit, encodeLeaf, type LeafDraft, type Personal } from '../core/kernel/leaves.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { append, hashLeaf, type Frontier } from '../core/merkle/tree.js';
import { Topic, type Tx } from '../platform/database/transactions.js';
import { changedBy, type Changed } from './change.rules.js';

/** How a register grew: how many leaves it holds since, and the objects that members may know have changed. */
export interface Growth {
  readonly collectiveId: Uuid;
  readonly size: number;
  readonly changed: readonly Changed[];
}

/** Announced after a commit that grew a collective's register: its checkpoint is signed, and those who follow are told. */
export const REGISTER_GREW = new Topic<Growth>('register.grew');

const drafts = new WeakMap<Tx, Map<Uuid, LeafDraft[]>>();

/** Says an act to the collective's register. The leaves of a transaction are appended together, just before its commit. */
export function record(tx: Tx, collectiveId: Uuid, draft: LeafDraft): void {
  const byCollective = drafts.get(tx) ?? new Map<Uuid, LeafDraft[]>();
  drafts.set(tx, byCollective);
  byCollective.set(collectiveId, [...(byCollective.get(collectiveId) ?? []), draft]);
  tx.beforeCommit(`register ${collectiveId}`, () =>
    appendLeaves(tx, collectiveId, byCollective.get(collectiveId) ?? []),
  );
}

/** Takes the register's lock, the last one in the order of locks, and answers its edge. */
export async function lockHead(tx: Tx, collectiveId: Uuid): Promise<Frontier> {
  const head = await tx.one<Frontier>(
    'SELECT size, nodes FROM ormee.register_head WHERE collective_id = $1 FOR UPDATE',
    [collectiveId],
  );
  if (!head) throw new Error('the collective has no register');
  return head;
}

interface Encoded {
  readonly encoded: string;
  readonly hash: Sha256;
  readonly salts: readonly { field: string; salt: string; value: string }[];
}

async function appendLeaves(tx: Tx, collectiveId: Uuid, leaves: readonly LeafDraft[]): Promise<void> {
  const head = await lockHead(tx, collectiveId);
  const at = await tx.now();
  const encoded = leaves.map((leaf) => encode(tx, collectiveId, at, leaf));
  const grown = encoded.reduce<Frontier>((edge, leaf) => append(edge, hexToBytes(leaf.hash)), head);
  const salts = encoded.flatMap((leaf, offset) =>
    leaf.salts.map((salt) => ({ ...salt, index: head.size + offset })),
  );
  await tx.rows(APPEND, [
    collectiveId,
    encoded.map((_, offset) => head.size + offset),
    leaves.map((leaf) => leaf.type),
    encoded.map((leaf) => leaf.encoded),
    encoded.map((leaf) => leaf.hash),
    leaves.map((leaf) => leaf.visibility),
    at,
    salts.map((salt) => salt.index),
    salts.map((salt) => salt.field),
    salts.map((salt) => salt.salt),
    salts.map((salt) => salt.value),
    grown.size,
    grown.nodes,
  ]);
  tx.announce(REGISTER_GREW, { collectiveId, size: grown.size, changed: changedBy(collectiveId, leaves) });
}

const APPEND = `
  WITH leaves AS (
    INSERT INTO ormee.register_leaf (collective_id, index, type, encoded, hash, visibility, recorded_at)
    SELECT $1, leaf.index, leaf.type, leaf.encoded, leaf.hash, leaf.visibility, $7
    FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS leaf (index, type, encoded, hash, visibility)
  ), salts AS (
    INSERT INTO ormee.register_salt (collective_id, leaf_index, field, salt, value)
    SELECT $1, salt.index, salt.field, salt.salt, salt.value
    FROM unnest($8::bigint[], $9::text[], $10::text[], $11::text[]) AS salt (index, field, salt, value)
  )
  UPDATE ormee.register_head SET size = $12, nodes = $13 WHERE collective_id = $1`;

/** Replaces each personal value by its commitment, and keeps the salts apart. */
function encode(tx: Tx, collectiveId: Uuid, at: Instant, draft: LeafDraft): Encoded {
  const salts: { field: string; salt: string; value: string }[] = [];
  const committed = (field: string, value: string): Json => {
    const salt = bytesToHex(tx.randomBytes(32));
    salts.push({ field, salt, value });
    return { commitment: commit(salt, value) };
  };
  const body: Record<string, Json> = {};
  for (const [field, value] of Object.entries(draft.body)) {
    if (isPersonal(value)) body[field] = committed(field, value.personal);
    else if (isPersonalList(value))
      body[field] = value.map((one, place) => committed(`${field}/${place}`, one.personal));
    else body[field] = value as Json;
  }
  const encoded = encodeLeaf({ v: 1, type: draft.type, collective: collectiveId, at, body });
  return { encoded, hash: bytesToHex(hashLeaf(encoded)), salts };
}

const isPersonal = (value: unknown): value is Personal =>
  typeof value === 'object' && value !== null && 'personal' in value;

const isPersonalList = (value: unknown): value is readonly Personal[] =>
  Array.isArray(value) && value.length > 0 && value.every(isPersonal);
