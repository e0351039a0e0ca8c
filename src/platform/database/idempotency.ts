import { canonicalJson, type Json } from '../../core/kernel/canonical-json.js';
import { hashText } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { unreadable } from '../../core/kernel/readable.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from './transactions.js';

/** Longest key, in characters. */
const KEY_MAX = 100;

/** What makes a call the repeat of another: a key chosen by the caller, and all that they sent with it. */
export interface Repeat {
  /** Null: the caller does not mean to repeat. */
  readonly key: string | null;
  readonly sent: Json;
}

/** A call that does not mean to be repeated. */
export const UNREPEATED: Repeat = { key: null, sent: null };

/** Who repeats which act. */
export interface Repeatable extends Repeat {
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
  readonly act: string;
}

/**
 * The repeat of a GraphQL input that has an `idempotencyKey`. Unpaired surrogates cannot be hashed, and stand here as
 * U+FFFD: the act refuses them by the name of their field, and then nothing of the call is kept.
 */
export function repeatOf(input: { readonly idempotencyKey?: string | null }): Repeat {
  const wellFormed = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.toWellFormed() : value;
  const sent = JSON.parse(JSON.stringify(input, wellFormed)) as Json;
  return { key: input.idempotencyKey ?? null, sent };
}

/**
 * Makes an act safe to repeat: the same key and input answer the first result's id without doing it again; the same
 * key with another input is IDEMPOTENCY_KEY_REUSED. Two repeats at once meet on the primary key, and the second waits.
 */
export async function once(tx: Tx, call: Repeatable, work: () => Promise<Uuid>): Promise<Uuid> {
  if (call.key === null) return work();
  const unwritable = call.key === '' ? 'EMPTY' : unreadable(call.key, 'LINE', KEY_MAX);
  if (unwritable)
    throw refuse('INVALID_INPUT', { field: 'idempotencyKey', reason: unwritable }, [
      'input',
      'idempotencyKey',
    ]);
  const bodyHash = hashText(canonicalJson(call.sent));
  const resultId = tx.id();
  const claimed = await tx.one(
    `INSERT INTO ormee.idempotency (collective_id, member_id, act, key, body_hash, result_id)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING key`,
    [call.collectiveId, call.memberId, call.act, call.key, bodyHash, resultId],
  );
  if (!claimed) return firstResult(tx, call, bodyHash);
  const id = await work();
  await tx.rows(
    `UPDATE ormee.idempotency SET result_id = $5 WHERE collective_id = $1 AND member_id = $2 AND act = $3 AND key = $4`,
    [call.collectiveId, call.memberId, call.act, call.key, id],
  );
  return id;
}

async function firstResult(tx: Tx, call: Repeatable, bodyHash: string): Promise<Uuid> {
  const first = await tx.one<{ bodyHash: string; resultId: Uuid }>(
    `SELECT body_hash AS "bodyHash", result_id AS "resultId" FROM ormee.idempotency
     WHERE collective_id = $1 AND member_id = $2 AND act = $3 AND key = $4`,
    [call.collectiveId, call.memberId, call.act, call.key],
  );
  if (first?.bodyHash !== bodyHash) throw refuse('IDEMPOTENCY_KEY_REUSED');
  return first.resultId;
}
