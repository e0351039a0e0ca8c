import { nameSkeleton, tidyName, unfitName } from '../core/kernel/names.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
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
