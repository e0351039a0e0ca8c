import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { SignatoryRow } from './appeal.entity.js';
import { originHash, type ListedSignature, type UnreadLine } from './lists/read-list.js';
import { NOTHING_ELSE } from './sign-appeal.js';
import { lineHash } from './signature.rules.js';

/** What became of the lines of a list. */
export interface WrittenList {
  readonly added: number;
  readonly alreadyThere: number;
  /** Lines whose place among the first somebody else has. */
  readonly unread: readonly UnreadLine[];
}

interface Keyed {
  readonly listed: ListedSignature;
  readonly lineHash: string;
  readonly originHash: string | null;
}

/**
 * Writes the lines of a list that are not there yet, whoever sent them before and in whatever order. A line is told from
 * another by what it says and by where it was written; one whose bearer took their signature back stays away, and so does
 * one whose address has signed by itself.
 */
export async function writeList(
  tx: Tx,
  { collectiveId, appealId }: { readonly collectiveId: Uuid; readonly appealId: Uuid },
  signatures: readonly ListedSignature[],
): Promise<WrittenList> {
  // Two imports of one list at once wait for each other.
  await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended('signatures ' || $1 || $2, 0))`, [
    collectiveId,
    appealId,
  ]);
  const keyed = signatures.map((listed) => ({
    listed,
    lineHash: lineHash(appealId, listed),
    originHash: originHash(appealId, listed.origin),
  }));
  const known = await readKnown(tx, collectiveId, appealId, keyed);
  const fresh = keyed.filter((line) => isNew(line, known));
  const [placed, displaced] = byPlace(fresh, await placesTaken(tx, collectiveId, appealId));
  const saidAt = await tx.now();
  const rows = placed.map(({ listed, ...hashes }) => ({
    ...NOTHING_ELSE,
    ...listed,
    ...hashes,
    collectiveId,
    id: tx.id(),
    appealId,
    source: 'IMPORTED' as const,
    state: 'STANDING' as const,
    verified: false,
    saidAt,
  }));
  for (let at = 0; at < rows.length; at += 500) await tx.insert(SignatoryRow, rows.slice(at, at + 500));
  return { added: rows.length, alreadyThere: keyed.length - fresh.length, unread: displaced };
}

async function readKnown(
  tx: Tx,
  collectiveId: Uuid,
  appealId: Uuid,
  keyed: readonly Keyed[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ key: string }>(
    `SELECT line_hash AS key FROM ormee.signatory
       WHERE collective_id = $1 AND appeal_id = $2 AND line_hash = ANY($3::text[])
     UNION SELECT origin_hash FROM ormee.signatory
       WHERE collective_id = $1 AND appeal_id = $2 AND origin_hash = ANY($4::text[])
     UNION SELECT lower(email) FROM ormee.signatory
       WHERE collective_id = $1 AND appeal_id = $2 AND lower(email) = ANY($5::text[]) AND state = 'STANDING' AND verified`,
    [
      collectiveId,
      appealId,
      keyed.map((line) => line.lineHash),
      keyed.flatMap((line) => line.originHash ?? []),
      keyed.flatMap(({ listed }) => listed.email?.toLowerCase() ?? []),
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Whether nothing of a line is there; from then on it is, so that the next line that says the same is not. */
function isNew({ listed, lineHash: line, originHash: origin }: Keyed, known: Set<string>): boolean {
  const keys = [line, origin, listed.email?.toLowerCase() ?? null].filter((key) => key !== null);
  if (keys.some((key) => known.has(key))) return false;
  known.add(line);
  if (origin !== null) known.add(origin);
  return true;
}

async function placesTaken(tx: Tx, collectiveId: Uuid, appealId: Uuid): Promise<Set<number>> {
  const rows = await tx.rows<{ place: number }>(
    `SELECT place FROM ormee.signatory WHERE collective_id = $1 AND appeal_id = $2 AND place IS NOT NULL
     UNION SELECT place FROM ormee.first_signatory WHERE collective_id = $1 AND appeal_id = $2`,
    [collectiveId, appealId],
  );
  return new Set(rows.map(({ place }) => place));
}

/** Nobody is moved from the place that a decision or a list gave them, and a doubtful order is not decided by the file's. */
function byPlace(fresh: readonly Keyed[], taken: Set<number>): [Keyed[], UnreadLine[]] {
  const placed: Keyed[] = [];
  const displaced: UnreadLine[] = [];
  for (const one of fresh) {
    const { place, line, raw } = one.listed;
    if (place !== null && taken.has(place)) displaced.push({ line, raw, reason: 'PLACE_TAKEN' });
    else placed.push(one);
    if (place !== null) taken.add(place);
  }
  return [placed, displaced];
}
