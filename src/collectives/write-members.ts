import type { Uuid } from '../core/kernel/ids.js';
import { nameSkeleton, tidyName, unfitName } from '../core/kernel/names.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockHead } from '../register/record.js';
import { MemberRow } from './collective.entity.js';

/** A member before their row is written: the skeleton of their name is made here and nowhere else. */
export type NewMember = Omit<MemberRow, 'nameSkeleton' | 'leftAt' | 'erasedAt'>;

/** Why nobody may be known by this name, whoever else there is: INVALID_INPUT with the reason; or null. */
export function refuseName(name: string, path: readonly (string | number)[] = []): Refusal | null {
  const reason = unfitName(name);
  return reason && refuse('INVALID_INPUT', { field: 'publicName', reason }, path);
}

/**
 * Writes members down: the one door by which somebody comes to be in a collective. A name that does not fit is
 * INVALID_INPUT; one that can be mistaken for another's of the collective is LOOKALIKE_NAME, said by the unique key.
 */
export async function writeMembers(tx: Tx, members: readonly NewMember[]): Promise<MemberRow[]> {
  for (const { publicName } of members) {
    const refusal = refuseName(publicName);
    if (refusal) throw refusal;
  }
  const collectives = new Map<Uuid, string[]>();
  for (const { collectiveId, publicName } of members)
    collectives.set(collectiveId, [...(collectives.get(collectiveId) ?? []), nameSkeleton(publicName)]);
  for (const [collectiveId, skeletons] of collectives) {
    await holdNames(tx, collectiveId);
    await refuseNamesBorne(tx, collectiveId, skeletons, null);
  }
  const rows = members.map((member) => ({
    ...member,
    publicName: tidyName(member.publicName),
    nameSkeleton: nameSkeleton(member.publicName),
    leftAt: null,
    erasedAt: null,
  }));
  await tx.insert(MemberRow, rows);
  return rows;
}

/**
 * Holds who is called what until the end of the transaction: by the register's head, which every act that gives or
 * changes a name grows anyway. Nobody takes a name in the moment in which its bearer leaves it.
 */
export async function holdNames(tx: Tx, collectiveId: Uuid): Promise<void> {
  await lockHead(tx, collectiveId);
}

/** LOOKALIKE_NAME where somebody else has had such a name: what was written under it is theirs. */
export async function refuseNamesBorne(
  tx: Tx,
  collectiveId: Uuid,
  skeletons: readonly string[],
  memberId: Uuid | null,
): Promise<void> {
  const borne = await tx.rows(
    `SELECT FROM ormee.former_name WHERE collective_id = $1 AND name_skeleton = ANY($2::text[])
       AND member_id IS DISTINCT FROM $3 LIMIT 1`,
    [collectiveId, skeletons, memberId],
  );
  if (borne.length > 0) throw refuse('LOOKALIKE_NAME');
}
