import type { Uuid } from '../core/kernel/ids.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { Person } from './roll.js';

const PERSONS = `SELECT member.id AS "memberId", member.kind, member.state, member.joined_at AS "joinedAt",
    dues.until AS "duesUntil"
  FROM ormee.member member
  LEFT JOIN ormee.membership_dues dues
    ON dues.collective_id = member.collective_id AND dues.member_id = member.id
  WHERE member.collective_id = $1 AND member.state IN ('ACTIVE', 'FOUNDING') ORDER BY member.id`;

/** Everybody of whom a roll says whether they have a voice. */
export const personsOf = (reader: Reader, collectiveId: Uuid): Promise<Person[]> =>
  reader.rows(PERSONS, [collectiveId]);

/** The same, locked, so that somebody who leaves or is excluded meanwhile is either not listed, or struck by the late rule. */
export const lockPersons = (tx: Tx, collectiveId: Uuid): Promise<Person[]> =>
  tx.rows(`${PERSONS} FOR SHARE OF member`, [collectiveId]);
