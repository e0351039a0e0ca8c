import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Zone } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { CollectiveRow, MemberRow } from './collective.entity.js';

/**
 * Holds a collective in its founding until the act is done: two acts of a founding come one after the other, and none
 * after decision 0. FOUNDING_OVER once it is ACTIVE.
 */
export async function lockConstituting(
  tx: Tx,
  collectiveId: Uuid,
): Promise<{ readonly name: string; readonly zone: Zone; readonly locale: Locale }> {
  const collective = await tx.one<Pick<CollectiveRow, 'state' | 'name' | 'zone' | 'locale'>>(
    'SELECT state, name, zone, locale FROM ormee.collective WHERE id = $1 FOR NO KEY UPDATE',
    [collectiveId],
  );
  if (!collective) throw refuse('NOT_FOUND');
  if (collective.state !== 'CONSTITUTING') throw refuse('FOUNDING_OVER');
  return collective;
}

type NewMember = Pick<MemberRow, 'id' | 'kind' | 'publicName'>;

/** The founding is over: the collective and those who founded it are ACTIVE. Answers the new members. */
export async function becomeActive(tx: Tx, collectiveId: Uuid): Promise<readonly NewMember[]> {
  await tx.rows(`UPDATE ormee.collective SET state = 'ACTIVE' WHERE id = $1`, [collectiveId]);
  const members = await tx.rows<NewMember>(
    `UPDATE ormee.member SET state = 'ACTIVE' WHERE collective_id = $1 AND state = 'FOUNDING'
     RETURNING id, kind, public_name AS "publicName"`,
    [collectiveId],
  );
  await tx.rows('DELETE FROM ormee.founder_candidate WHERE collective_id = $1', [collectiveId]);
  return members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
