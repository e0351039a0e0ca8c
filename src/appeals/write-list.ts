import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { SignatoryRow } from './appeal.entity.js';
import { originHash, type ListedSignature, type UnreadLine } from './lists/read-list.js';
import { NOTHING_ELSE } from './sign-appeal.js';
import { lineHash } from './signature.rules.js';
import { keepPassedOver } from './write-signatures.js';

/** What became of the lines of a list. */
export interface WrittenList {
  readonly added: number;
  readonly alreadyThere: number;
  /** Lines whose place among the first somebody else has. */
  readonly unread: readonly UnreadLine[];
}

interface Keyed {
  readonly listed: ListedSignature;
  readonly lineHash: Sha256;
  readonly originHash: Sha256 | null;
}
/** A line that is written down under this id. */
type Fresh = Keyed & { readonly id: Uuid };
type Passed = Parameters<typeof keepPassedOver>[2][number];

/**
 * Writes the lines of a list that are not there yet, whoever sent them before and in whatever order. A line is told from
 * another by what it says and by where it was written; one whose bearer took their signature back stays away, and so does
 * one whose address has signed by itself. What is passed over is remembered with the signature that it says again.
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
  const [fresh, passed] = part(tx, keyed, await readKnown(tx, collectiveId, appealId, keyed));
  const [placed, displaced] = byPlace(fresh, await placesTaken(tx, collectiveId, appealId));
  const saidAt = await tx.now();
  const rows = placed.map(({ listed, ...keys }) => ({
    ...NOTHING_ELSE,
    ...listed,
    ...keys,
    collectiveId,
    appealId,
    source: 'IMPORTED' as const,
    state: 'STANDING' as const,
    verified: false,
    saidAt,
  }));
  for (let at = 0; at < rows.length; at += 500) await tx.insert(SignatoryRow, rows.slice(at, at + 500));
  if (passed.length > 0) await keepPassedOver(tx, collectiveId, passed);
  return { added: rows.length, alreadyThere: keyed.length - fresh.length, unread: displaced };
}

/** Which signature each key of these lines leads to: what a line says, where it was written, an address that signed by itself. */
async function readKnown(
  tx: Tx,
  collectiveId: Uuid,
  appealId: Uuid,
  keyed: readonly Keyed[],
): Promise<Map<string, Uuid>> {
  const hashes = keyed.flatMap((line) => hashesOf(line));
  const emails = keyed.flatMap(({ listed }) => listed.email?.toLowerCase() ?? []);
  const rows = await tx.rows<{ key: string; id: Uuid }>(KNOWN, [collectiveId, appealId, hashes, emails]);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

const KNOWN = `
  SELECT line_hash AS key, id FROM ormee.signatory
    WHERE collective_id = $1 AND appeal_id = $2 AND line_hash = ANY($3::text[])
  UNION SELECT origin_hash, id FROM ormee.signatory
    WHERE collective_id = $1 AND appeal_id = $2 AND origin_hash = ANY($3::text[])
  UNION SELECT passed.hash, id FROM ormee.signatory, unnest(passed_over) AS passed (hash)
    WHERE collective_id = $1 AND appeal_id = $2 AND passed_over <> '{}' AND passed.hash = ANY($3::text[])
  UNION SELECT lower(email), id FROM ormee.signatory
    WHERE collective_id = $1 AND appeal_id = $2 AND lower(email) = ANY($4::text[]) AND state = 'STANDING' AND verified`;

const hashesOf = ({ lineHash: line, originHash: origin }: Keyed): Sha256[] =>
  origin === null ? [line] : [line, origin];

/**
 * Parts the lines of which nothing is there from those that are passed over, and says of the latter what is not remembered
 * yet. From a fresh line on, the next that says the same is passed over.
 */
function part(tx: Tx, keyed: readonly Keyed[], known: Map<string, Uuid>): [Fresh[], Passed[]] {
  const fresh: Fresh[] = [];
  const passed: Passed[] = [];
  for (const line of keyed) {
    const hashes = hashesOf(line);
    const email = line.listed.email?.toLowerCase() ?? '';
    const there = [...hashes, email].map((key) => known.get(key)).find((found) => found !== undefined);
    const signatoryId = there ?? tx.id();
    if (there === undefined) fresh.push({ ...line, id: signatoryId });
    const unknown = hashes.filter((hash) => !known.has(hash));
    if (there !== undefined) passed.push(...unknown.map((hash) => ({ signatoryId, hash })));
    for (const hash of unknown) known.set(hash, signatoryId);
  }
  return [fresh, passed];
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
function byPlace(fresh: readonly Fresh[], taken: Set<number>): [Fresh[], UnreadLine[]] {
  const placed: Fresh[] = [];
  const displaced: UnreadLine[] = [];
  for (const one of fresh) {
    const { place, line, raw } = one.listed;
    if (place !== null && taken.has(place)) displaced.push({ line, raw, reason: 'PLACE_TAKEN' });
    else placed.push(one);
    if (place !== null) taken.add(place);
  }
  return [placed, displaced];
}
