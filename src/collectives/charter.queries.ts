import type { Charter } from '../core/charter/charter.js';
import { MATTERS, type Clause } from '../core/charter/clause.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant, Zone } from '../core/kernel/instants.js';
import { civilDateOf } from '../core/kernel/instants.js';
import type { Reader, Tx } from '../platform/database/transactions.js';

/** One clause in force, with the decision that wrote it. */
export interface ClauseInForce {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly clause: Clause;
  readonly hash: Sha256;
  readonly inForceFrom: Instant;
  readonly openedBy: Uuid;
}

/** The clauses in force, in the order of the matters. */
export async function clausesInForce(reader: Reader, collectiveId: Uuid): Promise<ClauseInForce[]> {
  const rows = await reader.rows<ClauseInForce>(
    `SELECT collective_id AS "collectiveId", id, clause, hash, in_force_from AS "inForceFrom", opened_by AS "openedBy"
     FROM ormee.clause_version WHERE collective_id = $1 AND in_force_until IS NULL`,
    [collectiveId],
  );
  return rows.sort((a, b) => MATTERS.indexOf(a.clause.matter) - MATTERS.indexOf(b.clause.matter));
}

/** The charter in force: the rules by which everything is opened; what is open already keeps its own copy. */
export const charterInForce = async (reader: Reader, collectiveId: Uuid): Promise<Charter> => ({
  clauses: (await clausesInForce(reader, collectiveId)).map((row) => row.clause),
});

export interface CollectiveFacts {
  readonly zone: Zone;
  readonly name: string;
  readonly locale: 'fr' | 'en';
  readonly state: 'CONSTITUTING' | 'ACTIVE';
}

/** The facts of the collective of an actor: it is there. */
export async function collectiveFacts(reader: Reader, collectiveId: Uuid): Promise<CollectiveFacts> {
  const facts = await findCollective(reader, collectiveId);
  if (!facts) throw new Error('an actor without a collective');
  return facts;
}

/** The facts of a collective of which somebody knows an id; null when there is none. */
export async function findCollective(reader: Reader, collectiveId: Uuid): Promise<CollectiveFacts | null> {
  const [facts] = await reader.rows<CollectiveFacts>(
    'SELECT zone, name, locale, state FROM ormee.collective WHERE id = $1',
    [collectiveId],
  );
  return facts ?? null;
}

/** The instant after the locks taken so far, and the civil date it is in the collective. */
export async function dayOf(tx: Tx, zone: Zone): Promise<{ now: Instant; today: CivilDate }> {
  const now = await tx.now();
  return { now, today: civilDateOf(now, zone) };
}
