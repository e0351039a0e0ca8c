import type { MemberKind, MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';

export interface MemberRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly kind: MemberKind;
  readonly state: MemberState;
  readonly publicName: string;
  readonly email: string | null;
  readonly joinedAt: Instant;
  /** False for somebody taken over from a file who has not signed in yet. */
  readonly verified: boolean;
  readonly duesUntil: CivilDate | null;
  /** Names they bore before, the latest first. */
  readonly formerNames: readonly { readonly publicName: string; readonly until: Instant }[];
}

const VERIFIED = `NOT EXISTS (SELECT FROM ormee.taken_over_member taken WHERE taken.collective_id = member.collective_id
    AND taken.member_id = member.id AND taken.verified_at IS NULL)`;

const DUES_UNTIL = `(SELECT dues.until FROM ormee.membership_dues dues
    WHERE dues.collective_id = member.collective_id AND dues.member_id = member.id)`;

const FORMER_NAMES = `(SELECT coalesce(json_agg(json_build_object('publicName', former.public_name,
      'until', to_char(former.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY former.until DESC), '[]')
    FROM ormee.former_name former
    WHERE former.collective_id = member.collective_id AND former.member_id = member.id)`;

/** A member within the row of something else, aliased `member`: JSON keeps instants in the house's form by `to_char`. */
export const MEMBER_AS_JSON = `json_build_object('collectiveId', member.collective_id, 'id', member.id,
  'kind', member.kind, 'state', member.state, 'publicName', member.public_name, 'email', member.email,
  'joinedAt', to_char(member.joined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'verified', ${VERIFIED}, 'duesUntil', ${DUES_UNTIL}, 'formerNames', ${FORMER_NAMES})`;

const COLUMNS = `collective_id AS "collectiveId", id, kind, state, public_name AS "publicName", email,
  joined_at AS "joinedAt",
  ${VERIFIED} AS verified, ${DUES_UNTIL} AS "duesUntil", ${FORMER_NAMES} AS "formerNames"`;

export const membersByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<MemberRecord[]> =>
  reader.rows(`SELECT ${COLUMNS} FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/** One page of members in the order of their ids, which is that of their admission; one row more than asked tells whether more follow. */
export const membersAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<MemberRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.member
     WHERE collective_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [collectiveId, after, first + 1],
  );
