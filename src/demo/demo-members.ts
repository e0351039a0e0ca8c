import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** The demonstration's members by their public names, as actors: for the story of its past and for today's sitting. */
export type DemoMembers = ReadonlyMap<string, MemberActor>;

/** Reads the members of a collective, also while they found it; who left since has no place in the demonstration any more. */
export async function demoMembers(reader: Reader, collectiveId: Uuid): Promise<DemoMembers> {
  const rows = await reader.rows<Omit<MemberActor, 'kind'> & { readonly publicName: string }>(
    `SELECT collective_id AS "collectiveId", id AS "memberId", kind AS "memberKind", state, false AS assisted,
       public_name AS "publicName"
     FROM ormee.member WHERE collective_id = $1 AND state IN ('ACTIVE', 'FOUNDING') ORDER BY id`,
    [collectiveId],
  );
  return new Map(rows.map(({ publicName, ...member }) => [publicName, { kind: 'MEMBER', ...member }]));
}
